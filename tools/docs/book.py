"""The pages of docs/book as HTML: Markdown with the listings in it, names linked to their pages."""
import html
import os
import re
import sys

sys.path.append("/usr/lib/python3/dist-packages")
import markdown

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BOOK = os.path.join(ROOT, "docs/book")
# What stands above a program's output, by the first of the words behind ```output.
PRINTS = {"": "It prints:", "arguments": "With `%s` as arguments it prints:", "input": "With the input `%s` it prints:",
          "signal": "It prints, and ends by %s:", "boot": "The machine says:"}


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def order():
    """The pages, as the book's README links them."""
    return re.findall(r"\]\((\w[\w-]*)\.md\)", read(os.path.join(BOOK, "README.md")))


def title(text):
    return re.match(r"# (.*)", text)[1].replace("`", "")


def with_listings(text):
    """The Markdown with programs where it links them, and a sentence above what they print."""
    def listing(found):
        name = found[1]
        return "[%s](../x/docs-book-%s.html)\n\n```c\n%s```" % (name, re.sub(r"\W", "-", name[:-2]), read(os.path.join(BOOK, name)))

    def output(found):
        kind, _, words = found[1].partition(" ")
        said = PRINTS[kind]
        return "%s\n\n```text" % (said % words if "%" in said else said)

    text = re.sub(r"^\[(listings/[\w.]+)\]\(\1\)$", listing, text, flags=re.M)
    return re.sub(r"^```output ?(.*)$", output, text, flags=re.M)


def rendered(text, linked):
    """HTML of a page; linked makes links of the names in a text."""
    body = markdown.markdown(with_listings(text), extensions=["tables", "fenced_code", "sane_lists"])
    body = re.sub(r"(<code[^>]*>)(.*?)(</code>)", lambda m: m[1] + linked(html.unescape(m[2])) + m[3], body, flags=re.S)
    # No link in a link, and none to files of the repository, which are not here.
    body = re.sub(r'<a href="([^"]*)">(.*?)</a>', lambda m: m[2] if m[1].startswith("../../") else m[0], body)
    body = re.sub(r'href="README\.md"', 'href="index.html"', body)
    body = re.sub(r'href="(\w[\w-]*)\.md(#[\w-]*)?"', lambda m: 'href="%s.html%s"' % (m[1], m[2] or ""), body)
    body = body.replace("<th>", '<th scope="col">').replace('src="../', 'src="')
    return body.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")


def pages(linked):
    """(file's name, title, HTML, Markdown, the page before, the page behind) of each page, its contents first."""
    names = ["README"] + order()
    texts = {name: read(os.path.join(BOOK, name + ".md")) for name in names}
    there = [("index" if name == "README" else name, title(texts[name])) for name in names]
    for number, name in enumerate(names):
        yield there[number] + (rendered(texts[name], linked), texts[name], there[number - 1] if number else None,
                               there[number + 1] if number + 1 < len(names) else None)
