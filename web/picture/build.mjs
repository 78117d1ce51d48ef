// Builds the picture into the package: picture.js, picture.css, and VENDORED.json with the licence texts of what is in them.
// The target is the package's folder picture/assets/, or the folder that OUT names.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = process.env.OUT ?? join(here, "../../src/rightsgraph/picture/assets");
const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  legalComments: "none",
  target: "es2022",
  charset: "utf8",
  logLevel: "warning",
};

const worker = await build({ ...common, entryPoints: ["src/layout-worker.js"], format: "iife" });
const inlined = {
  name: "layout-worker",
  setup(on) {
    on.onResolve({ filter: /^layout-worker$/ }, () => ({ path: "layout-worker", namespace: "worker" }));
    on.onLoad({ filter: /.*/, namespace: "worker" }, () => ({ contents: worker.outputFiles[0].text, loader: "text" }));
  },
};
const script = await build({
  ...common,
  entryPoints: ["src/main.js"],
  format: "iife",
  plugins: [inlined],
  define: { "process.env.NODE_ENV": '"production"' },
});
const style = await build({ ...common, entryPoints: ["src/picture.css"] });

/** The npm packages that any of the builds has taken in. */
function packagesOf(...results) {
  const inputs = results.flatMap((result) => Object.keys(result.metafile.inputs));
  const names = inputs.map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/)?.[1]).filter(Boolean);
  return [...new Set(names)].sort();
}

function licenceOf(name) {
  const folder = join(here, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  return file ? readFileSync(join(folder, file), "utf8") : null;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "licences"), { recursive: true });
const [js, css] = [script.outputFiles[0].text, style.outputFiles[0].text];
writeFileSync(join(target, "picture.js"), js);
writeFileSync(join(target, "picture.css"), css);

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const vendored = packagesOf(script, worker).map((name) => {
  const { version, license, homepage, repository, author } = JSON.parse(
    readFileSync(join(here, "node_modules", name, "package.json"), "utf8"),
  );
  const text = licenceOf(name);
  const licenceFile = text === null ? null : `licences/${name.replace("/", "-")}.txt`;
  if (text !== null) writeFileSync(join(target, licenceFile), text.replaceAll("\r\n", "\n"));
  const by = typeof author === "string" ? author : author?.name;
  return {
    package: name,
    version,
    licence: license,
    licenceFile,
    author: by ?? null,
    homepage: homepage ?? repository?.url ?? repository ?? null,
  };
});
const files = { "picture.js": sha256(js), "picture.css": sha256(css) };
writeFileSync(join(target, "VENDORED.json"), `${JSON.stringify({ files, packages: vendored }, null, 2)}\n`);
if (!existsSync(join(target, "picture.js"))) process.exit(1);
