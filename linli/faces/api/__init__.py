"""The open interface: OpenAPI v1."""
