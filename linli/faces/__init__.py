"""How people reach it all: pages, API, indicators, the demo."""
