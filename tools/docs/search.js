/*
 * Search over what index/ has: entries of [title, kind, page, other names, words, note], and of each domain the constants,
 * in a string: the domain, then lines of a name and its numbers. find is all of it, and needs no browser: the tests run it
 * alone. A page loads nothing of the index before the search is entered.
 */
"use strict";

/* Words that are in every question. */
const COMMON = new Set(["a", "an", "and", "can", "do", "does", "for", "from", "how", "i", "in", "is", "it", "of", "on", "or", "the", "to", "what", "with"]);
const KINDS = { function: 0, call: 1, error: 2, signal: 3, type: 4, constant: 5, page: 6 };

function variants(text) {
	const all = [text], number = /^-?(0x[0-9a-f]+|\d+)$/.test(text) ? Number(text.replace(/^-/, "")) : NaN;

	if (!Number.isNaN(number))
		all.push(String(number), "-" + number, "0x" + number.toString(16));
	/* What it is called with and without what others put before it. */
	all.push(text.replace(/^(lx_|sys_|__nr_|__(x64|arm64|riscv)_sys_)/, ""), "lx_" + text, text.replace(/\(\d?\w*\)$/, ""), text.replace(/_/g, ""), text.replace(/^-(?=e)/, ""));
	return new Set(all);
}

/* Of equal numbers a system call's is meant first; one with a sign is an error. */
const NUMBERED = { call: 2, error: 2.3, signal: 2.4 };

/* score is how far an entry is from a query; smaller is better, and Infinity is not it. */
function score(entry, text, names, words, isNumber) {
	const title = entry.title, others = entry[3];

	/* A call's function tells more than the table of calls. */
	if (title === text)
		return entry[1] === "call" ? 2.005 : 0;
	if (names.has(title) && entry[1] === "call")
		return 2.005;
	if (names.has(title))
		return 1;
	const exact = others.findIndex(name => names.has(name));
	if (exact >= 0 && isNumber)
		return entry[1] === "error" && text[0] === "-" ? 1.5 : (NUMBERED[entry[1]] || 3) + exact / 100;
	if (exact >= 0)
		return 2 + exact / 100;
	if (title.startsWith(text))
		return 5;
	if (others.some(name => name.startsWith(text)))
		return 6;
	if (text.length > 2 && title.includes(text))
		return 7;
	if (words.length === 0)
		return Infinity;
	if (words.every(word => entry.note.includes(" " + word + " ")))
		return 7.5;
	let sum = 0;
	for (const word of words) {
		if (title.includes(word) || others.some(name => name.startsWith(word)))
			continue;
		if (entry.words.includes(" " + word + " "))
			sum += 1;
		else if (entry.words.includes(word))
			sum += 2;
		else
			return Infinity;
	}
	return 8 + sum / words.length;
}

const INDEX = [];

/* constants makes the entries of a domain's. */
function constants(text) {
	const [domain, ...lines] = text.split("\n");

	return lines.map(line => {
		const [name, ...numbers] = line.split(" "), title = "LX_" + name;
		const hexadecimal = numbers.filter(n => n > 255).map(n => "0x" + BigInt(n).toString(16));
		return [title, /^SIG[A-Z]+\d*$/.test(name) ? "signal" : "constant", "d/" + domain + ".html#" + title,
			[name.toLowerCase(), ...numbers, ...hexadecimal], "", [...numbers, ...hexadecimal].join(", ")];
	});
}

/* part is what a file of the index calls: with its entries, and the next file or nothing. */
function part(entries, next) {
	for (const entry of entries.flatMap(e => (typeof e === "string" ? constants(e) : [e]))) {
		entry.title = entry[0].toLowerCase();
		entry.words = " " + entry[4] + " ";
		entry.note = " " + entry[5].toLowerCase().replace(/[^a-z0-9_]+/g, " ") + " ";
		INDEX.push(entry);
	}
	return loaded(next);
}

function find(index, query, most) {
	const text = query.trim().toLowerCase();

	if (!text)
		return [];
	const names = variants(text), words = text.split(/[^a-z0-9_]+/).filter(w => w && !COMMON.has(w));
	const found = [], isNumber = /^-?(0x[0-9a-f]+|\d+)$/.test(text);
	for (const entry of index) {
		const distance = score(entry, text, names, words, isNumber);
		if (distance < Infinity)
			found.push([distance, KINDS[entry[1]], entry[0].length, entry]);
	}
	/* Of functions that issue one call the one whose name is in the call's: Fstatat of newfstatat. */
	const named = entry => (text.includes(entry.title) ? entry.title.length : 0);
	found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || named(b[3]) - named(a[3]) || a[2] - b[2] || (a[3][0] < b[3][0] ? -1 : 1));
	return found.slice(0, most).map(f => f[3]);
}

/* loaded is called with each part of the index: the next is asked for, or whoever waits is told. */
let loaded = () => {}, whole;

/* load gives a promise of the whole index; from the first time on it is on its way. */
function load(up) {
	whole = whole || new Promise((resolve, reject) => {
		loaded = next => {
			if (!next)
				return resolve();
			const script = document.createElement("script");
			script.src = up + next;
			script.onerror = reject;
			document.head.append(script);
		};
		loaded("index/0.js");
	});
	return whole;
}

function begin() {
	const input = document.getElementById("search"), list = document.getElementById("results"), up = document.body.dataset.up;
	let answer;

	function say(text) {
		const item = document.createElement("li");
		item.textContent = text;
		list.replaceChildren(item);
	}

	function show() {
		if (answer === input.value)
			return;
		answer = input.value;
		const found = find(INDEX, answer, 20);
		list.replaceChildren(...found.map(entry => {
			const item = document.createElement("li"), link = document.createElement("a"), kind = document.createElement("small");
			link.href = up + entry[2];
			link.textContent = entry[0] + " ";
			kind.textContent = entry[1] + (entry[5] ? " · " + entry[5] : "");
			link.append(kind);
			item.append(link);
			return item;
		}));
		if (found.length === 0 && answer.trim())
			say("Nothing is called so.");
		list.hidden = !answer.trim();
		list.scrollTop = 0;
	}

	/* What is found may be on this page. */
	function close() {
		input.value = answer = "";
		list.hidden = true;
		input.blur();
	}

	/* What is typed before the index is there is answered when it is; Enter, too. */
	const answered = then => load(up).then(() => { show(); then(); }, () => { list.hidden = false; say("The search's index cannot be read."); });
	list.addEventListener("click", close);
	input.addEventListener("focus", () => answered(() => {}));
	input.addEventListener("input", () => answered(() => {}));
	document.addEventListener("keydown", event => {
		const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);

		if (event.key === "/" && !/^(input|textarea)$/i.test(document.activeElement.tagName)) {
			input.focus();
			input.select();
		} else if (event.key === "Enter" && document.activeElement === input) {
			answered(() => {
				const first = list.querySelector("a");
				if (first) {
					close();
					location.href = first.href;
				}
			});
		} else if (event.key === "ArrowDown" && links.length && (document.activeElement === input || at >= 0)) {
			links[Math.min(at + 1, links.length - 1)].focus();
		} else if (event.key === "ArrowUp" && at >= 0) {
			(links[at - 1] || input).focus();
		} else if (event.key === "Escape") {
			close();
		} else {
			return;
		}
		event.preventDefault();
	});
	const filter = document.getElementById("filter"), shown = document.getElementById("shown");
	if (filter)
		filter.addEventListener("input", () => {
			const rows = [...document.querySelectorAll("#calls tbody tr")], hits = matching(rows.map(row => row.textContent), filter.value);
			rows.forEach((row, n) => { row.hidden = !hits[n]; });
			shown.textContent = hits.filter(hit => hit).length + " of " + rows.length;
		});
	for (const button of document.querySelectorAll(".sortable th button"))
		button.addEventListener("click", () => {
			const head = button.closest("th"), body = head.closest("table").tBodies[0], rows = [...body.rows];
			const down = head.ariaSort === "ascending";
			const order = sorted(rows.map(row => row.cells[head.cellIndex].textContent), down);
			for (const other of head.parentNode.cells)
				other.ariaSort = null;
			head.ariaSort = down ? "descending" : "ascending";
			body.append(...order.map(n => rows[n]));
		});
}

/* matching tells for each text whether it has all words of a query. */
function matching(texts, query) {
	const words = query.toLowerCase().split(/\s+/).filter(w => w);
	return texts.map(text => words.every(word => text.toLowerCase().includes(word)));
}

/* sorted is the order of texts, numbers by their value; those that are empty come last either way. */
function sorted(texts, down) {
	const order = (a, b) => texts[a].localeCompare(texts[b], "en", { numeric: true });
	return texts.map((_, n) => n).sort((a, b) => (texts[a] === "") - (texts[b] === "") || (down ? order(b, a) : order(a, b)));
}

if (typeof document !== "undefined")
	begin();
