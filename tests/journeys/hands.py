"""What a hand does on a page, whatever the page: open a fold, fill a form, choose, press, say yes."""

from playwright.sync_api import Page

Given = dict[str, str]


def fill(page: Page, given: Given, *, within: str = "main", prefix: str = "") -> None:
    """Fill in fields by their names: boxes are typed into, lists and tiles chosen from, ticks set by "yes"."""
    for name, value in given.items():
        field = page.locator(f"{within} [name='{prefix}{name}']")
        kind = field.first.evaluate("one => one.type || one.tagName.toLowerCase()")
        if kind == "radio":
            page.locator(f"{within} [name='{prefix}{name}'][value='{value}']").check(force=True)
        elif kind == "checkbox":
            (field if value == "yes" else page.locator(f"{within} [name='{name}'][value='{value}']")).check(
                force=True
            )
        elif kind.startswith("select"):
            field.select_option(value)
        elif kind == "file":
            field.set_input_files(value)
        else:
            field.fill(value)


def press(page: Page, words: str, *, within: str = "main", sure: bool = False) -> None:
    """Press a button, say yes when the page asks whether one is sure, and wait for the page that follows."""
    with page.expect_navigation():
        page.locator(within).get_by_role("button", name=words, exact=True).first.click()
        if sure:
            page.locator("dialog.ask button[value=yes]").click()


def fold(page: Page, key: str) -> str:
    """Open a fold by its key and return how to find what is in it."""
    page.locator(f"#{key}").evaluate("one => { one.open = true }")
    return f"#{key}"
