/* Prints the first page that the search finds for each line of standard input: node search.js HTML-DIRECTORY */
"use strict";
const fs = require("fs"), vm = require("vm");
const site = process.argv[2], context = vm.createContext({});

vm.runInContext(fs.readFileSync(site + "/index.js", "utf8") + fs.readFileSync(site + "/search.js", "utf8") +
	"; this.first = query => (find(INDEX, query, 1)[0] || [])[2];", context);
for (const line of fs.readFileSync(0, "utf8").split("\n").filter(l => l))
	console.log(context.first(line) || "nothing");
