"""Look: the design system every page is made of: tokens, components, base pages, and the book that shows them."""
