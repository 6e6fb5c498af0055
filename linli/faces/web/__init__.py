"""The pages that look into several rooms: home, workbench, portal, navigation."""
