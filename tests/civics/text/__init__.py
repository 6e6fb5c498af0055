"""Understanding text: classes, topics, similar texts, masks."""
