"""Look: the design system every page is made of: tokens, components, base pages, and the pattern book that shows them."""
