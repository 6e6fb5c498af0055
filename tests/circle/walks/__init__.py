"""The random walks: who acts, what is done, who must hear of it, and what is proven at the end."""
