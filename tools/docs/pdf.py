#!/usr/bin/env python3
"""Writes the book as one PDF, laid out by WeasyPrint: tools/docs/pdf.py HTML-DIRECTORY PDF

The text is what the site has; links lead within the book, the table of contents tells pages."""
import os
import re
import subprocess
import sys

import book

HERE = os.path.dirname(os.path.abspath(__file__))


def chapter(name, text):
    """The HTML of a page with links to other pages of the book, and to nothing else that a PDF has not."""
    def link(found):
        page = re.fullmatch(r"(\w[\w-]*)\.html(?:#[\w-]*)?", found[1])
        if page:
            return '<a href="#%s">%s</a>' % (page[1], found[2])
        return found[0] if re.match(r"\w+:", found[1]) else found[2]

    return '<section id="%s">%s</section>' % (name, re.sub(r'<a href="([^"]*)">(.*?)</a>', link, text, flags=re.S))


def main():
    site, output = sys.argv[1:]
    chapters = "\n".join(chapter(name, text) for name, _, text, _, _, _ in book.pages(lambda words: book.html.escape(words, quote=False)))
    page = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The barecall book</title></head><body>%s</body></html>' % chapters
    made = subprocess.run(["weasyprint", "--stylesheet", os.path.join(HERE, "pdf.css"), "--base-url", os.path.join(site, "book", ""), "-", output],
                          input=page, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if made.returncode or made.stdout:
        sys.exit("tools/docs/pdf.py: weasyprint: %s" % made.stdout)


main()
