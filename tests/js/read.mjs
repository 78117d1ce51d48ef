// Read a GraphML or GEXF file as graphology does, and write what was read to standard output as JSON.
//     node read.mjs FILE
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { argv, stdout } from "node:process";
import Graph from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

const parsers = { ".gexf": gexf.parse, ".graphml": graphml.parse };
const graph = parsers[extname(argv[2])](Graph, readFileSync(argv[2], "utf-8"));
const { attributes, nodes, edges, options } = graph.export();
stdout.write(JSON.stringify({ attributes, nodes, edges, options }));
