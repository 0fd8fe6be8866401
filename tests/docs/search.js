/* Prints the first page that the search finds for each line of standard input: node search.js HTML-DIRECTORY */
"use strict";
const fs = require("fs"), vm = require("vm");
const site = process.argv[2], context = vm.createContext({});

const parts = fs.readdirSync(site + "/index").map(name => fs.readFileSync(site + "/index/" + name, "utf8"));
vm.runInContext(fs.readFileSync(site + "/search.js", "utf8") + parts.join("") + "; this.first = query => (find(INDEX, query, 1)[0] || [])[2];", context);
for (const line of fs.readFileSync(0, "utf8").split("\n").filter(l => l))
	console.log(context.first(line) || "nothing");
