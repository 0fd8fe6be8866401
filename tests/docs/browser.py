"""The site in Chromium, from file://, by keyboard: imported by tests/docs/run; tests/docs/browser.py HTML-DIRECTORY runs it alone.

The driver is Debian's chromedriver by python3-selenium. What the browser asks for is read from its own log, and names for
those who do not see from its own tree of them. How long a key waits is printed, and not judged."""
import glob
import json
import os
import pathlib
import shutil
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../lib"))
sys.path.append("/usr/lib/python3/dist-packages")
import tap
import toolchain

PAGE_LIMIT = 300 * 1000
PHONE, TABLET, DESK = (360, 740), (820, 1100), (1280, 900)
PICTURES = (("index.html", DESK, "light"), ("f/Openat.html", PHONE, "dark"), ("calls.html", DESK, "dark"), ("t/Stat_t.html", PHONE, "light"),
            ("book/first.html", DESK, "light"))
# In the page, before its own scripts: how long it is from a key to the frame that shows what it changed.
CLOCK = """
window.waited = [];
addEventListener("input", event => requestAnimationFrame(() => setTimeout(() => waited.push(performance.now() - event.timeStamp))), true);
"""
# Of each piece of text: its colour on the ground below it; and whether there are boxes that only a mouse can move.
LOOK = """
const rgba = text => { const n = text.match(/[\\d.]+/g).map(Number); return n.length > 3 ? n : [...n, 1]; };
const over = (a, b) => a.slice(0, 3).map((c, i) => c * a[3] + b[i] * (1 - a[3]));
const light = c => { const [r, g, b] = c.map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
const grounds = new Map();
function ground(element) {
	if (!element) return [255, 255, 255];
	if (!grounds.has(element)) {
		const own = rgba(getComputedStyle(element).backgroundColor);
		grounds.set(element, own[3] === 1 ? own.slice(0, 3) : over(own, ground(element.parentElement)));
	}
	return grounds.get(element);
}
const weak = new Set(), seen = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let texts = 0;
while (walker.nextNode()) {
	const element = walker.currentNode.parentElement;
	if (!walker.currentNode.data.trim() || seen.has(element) || element.closest("[hidden]")) continue;
	seen.add(element);
	texts++;
	const back = ground(element), front = over(rgba(getComputedStyle(element).color), back);
	const [low, high] = [light(front), light(back)].sort((a, b) => a - b);
	if ((high + .05) / (low + .05) < 4.5) weak.add(element.tagName + " " + front + " on " + back + ": " + walker.currentNode.data.trim().slice(0, 30));
}
const root = document.documentElement;
const wide = root.scrollWidth > root.clientWidth || innerWidth !== arguments[0] ? [root.scrollWidth + " of " + innerWidth] : [];
for (const e of wide.length ? document.body.querySelectorAll("*") : [])
	if (e.getBoundingClientRect().right > arguments[0] + 1 && !e.closest(".wide") && wide.length < 5) wide.push(e.tagName + " " + e.textContent.slice(0, 40));
/* A word of few letters, or a number, in more than one line: the column is too narrow to be read. */
const broken = [...document.querySelectorAll("td, th")].filter(cell => {
	const text = cell.textContent.trim(), range = document.createRange();
	if (!text || text.length > 12 || /\\s/.test(text)) return false;
	range.selectNodeContents(cell);
	const lines = [...range.getClientRects()].filter(r => r.width > 0);
	return lines.some(r => r.top >= lines[0].bottom);
}).map(cell => cell.textContent);
return {weak: [...weak], texts, wide, broken: broken.slice(0, 5), dark: light(ground(document.body)) < .2};
"""
NAMED = {"link", "button", "searchbox", "textbox", "image", "img", "checkbox", "combobox", "region", "navigation", "RootWebArea"}


def rows():
    with open(os.path.join(HERE, "searches.tsv")) as file:
        return [line.rstrip("\n").split("\t") for line in file if line[0] != "#"]


class Browser:
    def __init__(self, site, binary, driver):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys
        self.actions, self.keys = ActionChains, Keys
        self.top = pathlib.Path(os.path.realpath(site)).as_uri() + "/"
        self.site = site
        options = webdriver.ChromeOptions()
        options.binary_location = binary
        # As root, in a container: no sandbox, little shared memory. The rest is Chromium's own traffic.
        for word in ("headless=new", "no-sandbox", "disable-dev-shm-usage", "disable-gpu", "disable-background-networking", "no-first-run",
                     "disable-component-update", "disable-sync", "disable-default-apps", "user-data-dir=" + profile()):
            options.add_argument("--" + word)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(driver), options=options)
        self.driver.set_page_load_timeout(60)
        self.driver.set_script_timeout(60)
        self.told("Page.addScriptToEvaluateOnNewDocument", source=CLOCK)
        self.told("Accessibility.enable")
        self.driver.get("about:blank")
        self.asked = []
        self.requests()  # of Chromium's own first page
        self.asked = []

    def told(self, command, **words):
        return self.driver.execute_cdp_cmd(command, words)

    def shape(self, size, scheme="light"):
        self.told("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=size == PHONE)
        self.colours(scheme)

    def colours(self, scheme):
        self.told("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, page):
        self.driver.get(self.top + page)

    def run(self, script, *words):
        return self.driver.execute_script(script, *words)

    def press(self, *keys):
        self.actions(self.driver).send_keys(*keys).perform()

    def until(self, script, *words, seconds=60):
        """The script's first result that is true, or its last."""
        end = time.monotonic() + seconds
        found = self.run(script, *words)
        while not found and time.monotonic() < end:
            time.sleep(.02)
            found = self.run(script, *words)
        return found

    def requests(self):
        """What was asked for since the last time."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        self.asked += found
        return found

    def here(self):
        return self.driver.current_url.replace(self.top, "")


def profile():
    path = os.path.join(toolchain.scratch("docs"), "chromium")
    shutil.rmtree(path, ignore_errors=True)
    return path


ABOVE = """
const a = document.querySelector("header"), b = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (!b) return location.hash ? "no such anchor" : "";
const top = b.getBoundingClientRect().top, head = getComputedStyle(a).position === "sticky" ? a.getBoundingClientRect().bottom : 0;
return top < head - 1 || top > innerHeight ? "at " + top + ", below the head at " + head + " of " + innerHeight : "";
"""


def searches(browser):
    """Each search of the table is typed on the page where the last one led to, and Enter opens what has to come first."""
    table, wrong, hidden, slowest = rows(), [], [], []
    for number, (query, page) in enumerate(table):
        if number % 10 == 0:  # as often on a phone, in the dark and from the start
            browser.shape((PHONE, DESK, TABLET)[number // 10 % 3], ("dark", "light")[number // 10 % 2])
            browser.open("index.html")
        browser.run("scrollTo(0, document.body.scrollHeight); waited = [];")
        browser.press("/")
        browser.press(*query)
        # Before Enter, for all keys to be seen; what is typed faster than that is tried below.
        browser.until("return waited.length >= arguments[0] && document.querySelector('#results li') !== null", len(query))
        first = browser.run("const a = document.querySelector('#results a'), r = a && a.getBoundingClientRect();"
                            "return a && [a.getAttribute('href'), r.top >= 0 && r.bottom <= innerHeight]")
        slowest += [(max(browser.run("return waited") or [0]), query)]
        if not first or not first[1]:
            hidden.append("%s: %s" % (query, first))
        browser.press(browser.keys.ENTER)
        if not browser.until("return location.href === arguments[0]", browser.top + page, seconds=20):
            wrong.append("%s: %s, not %s" % (query, browser.here(), page))
        above = browser.until("return document.readyState === 'complete'") and browser.run(ABOVE)
        if above:
            hidden.append("%s: %s %s" % (query, browser.here(), above))
    tap.check("Chromium: %d searches, typed, open the right page" % len(table), len(table) >= 40 and not wrong, "\n".join(wrong))
    tap.check("Chromium: what is found, and the place that it leads to, are in sight", not hidden, "\n".join(hidden))
    slowest.sort(reverse=True)
    print("# from a key to the frame that shows its answer: at most %.0f ms (%s), the median of searches' slowest keys %.0f ms"
          % (slowest[0] + (slowest[len(slowest) // 2][0],)), flush=True)


def keyboard(browser):
    """What the keys do that are not letters."""
    keys = browser.keys
    browser.shape(DESK)
    browser.open("index.html")
    browser.press("/", *"getdents", keys.ENTER)  # faster than the index is there
    arrived = browser.until("return location.href === arguments[0]", browser.top + "f/Getdents.html", seconds=20)
    tap.check("Chromium: Enter waits for the index", arrived, browser.here())
    browser.open("index.html")
    browser.press("/", *"openat")
    browser.until("return document.querySelectorAll('#results a').length > 2")
    at = "return document.activeElement.id || [...document.querySelectorAll('#results a')].indexOf(document.activeElement)"
    seen = []
    for key in (keys.ARROW_DOWN, keys.ARROW_DOWN, keys.ARROW_UP, keys.ARROW_UP, keys.ARROW_DOWN, keys.ARROW_DOWN):
        browser.press(key)
        seen.append(browser.run(at))
    tap.check("Chromium: arrows go through what was found, and back", seen == [0, 1, 0, "search", 0, 1], seen)
    due = browser.run("return document.activeElement.href")
    browser.press(keys.ENTER)
    tap.check("Chromium: Enter opens what an arrow chose", browser.until("return location.href === arguments[0]", due, seconds=20), browser.here())
    browser.press("/", *"openat")
    browser.until("return document.querySelectorAll('#results a').length > 2")
    browser.press(keys.ESCAPE)
    closed = browser.run("return document.getElementById('results').hidden && document.getElementById('search').value === '' && document.activeElement === document.body")
    tap.check("Chromium: Escape leaves the search", closed)
    # By Tab alone everything that can be clicked is reached, and it can be seen where one is.
    browser.open("calls.html")
    due = browser.run("return document.querySelectorAll('header a, header input, #filter, th button').length")
    reached, unseen = set(), []
    for _ in range(due):
        browser.press(keys.TAB)
        where = browser.run("const e = document.activeElement, s = getComputedStyle(e);"
                            "return [e.outerHTML.slice(0, 80), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0]")
        reached.add(where[0])
        unseen += [] if where[1] else [where[0]]
    tap.check("Chromium: Tab reaches the head, the filter and each column: %d" % due, len(reached) == due and due > 15 and not unseen, (sorted(reached), unseen))
    browser.run("document.getElementById('filter').focus()")
    browser.press(*"openat 257")
    rows_shown = browser.until("const r = [...document.querySelectorAll('#calls tbody tr')].filter(r => !r.hidden).map(r => r.id); return r.length < 9 && r")
    tap.check("Chromium: the table of calls is filtered", rows_shown == ["openat"], rows_shown)
    browser.open("calls.html")
    browser.run("document.querySelectorAll('th button')[3].focus()")
    browser.press(keys.ENTER)
    order = browser.run("return [...document.querySelectorAll('#calls tbody tr')].slice(0, 3).map(r => r.id)")
    tap.check("Chromium: Enter on a column's head sorts by it", order == ["read", "write", "open"], order)


def chosen(site):
    """The pages that are looked at: those at the top and of the book; of a folder that one template fills the largest, those with
    the longest names, and each fortieth."""
    there = {}
    for path in sorted(glob.glob(os.path.join(site, "**/*.html"), recursive=True)):
        there.setdefault(os.path.basename(os.path.dirname(os.path.relpath(path, site))), []).append(os.path.relpath(path, site))
    found = there.pop("") + there.pop("book")
    for pages in there.values():
        by_size = sorted(pages, key=lambda page: os.path.getsize(os.path.join(site, page)))
        found += by_size[-2:] + sorted(pages, key=len)[-2:] + pages[::40]
    return list(dict.fromkeys(found))


def nameless(browser, page):
    """What the browser has no name for, of what a reader is told of on a page; and how much that is."""
    nodes = [node for node in browser.told("Accessibility.getFullAXTree")["nodes"] if not node.get("ignored") and node.get("role", {}).get("value") in NAMED]
    return ["%s: %s" % (page, n["role"]["value"]) for n in nodes if not n.get("name", {}).get("value", "").strip()], len(nodes)


def many_pages(browser):
    """Pages on a phone, in the light and in the dark; what they load; and the names that the browser tells a reader, on a page of each kind."""
    pages, kinds = chosen(browser.site), set()
    browser.requests()
    wide, broken, weak, large, lacking, texts, named = [], [], [], [], [], 0, 0
    browser.shape(PHONE)
    for page in pages:
        browser.open(page)
        for scheme in ("light", "dark"):
            browser.colours(scheme)
            seen = browser.run(LOOK, PHONE[0])
            texts += seen["texts"]
            wide += ["%s: %s" % (page, w) for w in seen["wide"]] if scheme == "light" else []
            broken += ["%s: %s" % (page, w) for w in seen["broken"]] if scheme == "light" else []
            weak += ["%s, %s: %s" % (page, scheme, w) for w in seen["weak"]]
            weak += ["%s is not %s" % (page, scheme)] if seen["dark"] != (scheme == "dark") else []
        kind = page.split("/")[0]
        if kind not in kinds:  # the tree of a page of thousands of rows takes seconds
            found, count = nameless(browser, page)
            lacking, named = lacking + found, named + count
            kinds.add(kind)
        # An image's size does not count.
        loaded = {u.split("#")[0] for u in browser.requests() if not u.endswith(".svg")}
        size = sum(os.path.getsize(os.path.join(browser.site, u.replace(browser.top, ""))) for u in loaded if u.startswith(browser.top))
        large += ["%s: %d bytes, %d files" % (page, size, len(loaded))] if size > PAGE_LIMIT or len(loaded) < 3 else []
    count = "Chromium: %d pages " % len(pages)
    tap.check(count + "are not scrolled sideways at %d pixels" % PHONE[0], len(pages) > 80 and not wide, "\n".join(wide))
    tap.check(count + "break no short word or number in their tables", not broken, "\n".join(broken))
    tap.check(count + "have text that can be told from its ground, in the light and in the dark: %d" % texts, texts > 10000 and not weak, "\n".join(weak))
    tap.check(count + "load less than %d bytes each" % PAGE_LIMIT, not large, "\n".join(large))
    tap.check("Chromium: %d kinds of pages have a name for all that is used: %d" % (len(kinds), named), len(kinds) > 9 and named > 1000 and not lacking, "\n".join(lacking))


def pictures(browser):
    """For people to look at."""
    folder = os.path.join(toolchain.BUILD, "screenshots")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for page, size, scheme in PICTURES:
        browser.shape(size, scheme)
        browser.open(page)
        browser.driver.save_screenshot(os.path.join(folder, page.replace("/", "-")[:-5] + "-%d-%s.png" % (size[0], scheme)))
    sizes = [os.path.getsize(os.path.join(folder, f)) for f in os.listdir(folder)]
    tap.check("Chromium: %d pictures of pages are in screenshots/ of the build directory" % len(PICTURES), len(sizes) == 5 and min(sizes) > 5000, sizes)


def look(site):
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    try:
        import selenium  # noqa: F401
    except ImportError:
        driver = None
    if not binary or not driver:
        tap.skip("the site in a browser", "no chromium, chromedriver or python3-selenium; run make setup-docs")
        return
    browser = Browser(site, binary, driver)
    try:
        searches(browser)
        keyboard(browser)
        many_pages(browser)
        pictures(browser)
        browser.requests()
        away = sorted({u for u in browser.asked if not u.startswith((browser.top, "data:"))})
        tap.check("Chromium: none of %d requests leaves the site" % len(browser.asked), len(browser.asked) > 500 and not away, away[:20])
    finally:
        browser.driver.quit()


if __name__ == "__main__":
    look(sys.argv[1])
    tap.done()
