/* Says what is wrong with the filter and the order of the table of calls: node table.js HTML-DIRECTORY */
"use strict";
const fs = require("fs"), vm = require("vm"), assert = require("assert");
const context = vm.createContext({});

vm.runInContext(fs.readFileSync(process.argv[2] + "/search.js", "utf8") + "; this.matching = matching; this.sorted = sorted;", context);
const matching = (...words) => [...context.matching(...words)], sorted = (...words) => [...context.sorted(...words)];
assert.deepEqual(matching(["openat Openat 257", "open", "close"], ""), [true, true, true]);
assert.deepEqual(matching(["openat Openat 257", "open", "close"], "OPEN"), [true, true, false]);
assert.deepEqual(matching(["openat Openat 257", "open", "close"], " 257 open "), [true, false, false]);
assert.deepEqual(sorted(["100", "", "9", "20"], false), [2, 3, 0, 1]);
assert.deepEqual(sorted(["100", "", "9", "20"], true), [0, 3, 2, 1]);
assert.deepEqual(sorted(["2.6.16", "5.10", "5.9"], false), [0, 2, 1]);
