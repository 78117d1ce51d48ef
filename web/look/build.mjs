// Copies the fonts of the pages into the package and records what they are: version, licence, characters, digest.
// The target is the package's folder look/, or the folder that OUT names.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FAMILIES = [
  { name: "source-sans-3", family: "Source Sans 3", subsets: ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese"] },
  { name: "source-serif-4", family: "Source Serif 4", subsets: ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese"] },
  { name: "noto-naskh-arabic", family: "Noto Naskh Arabic", subsets: ["arabic"] },
];

const here = fileURLToPath(new URL(".", import.meta.url));
const target = process.env.OUT ?? join(here, "../../src/rightsgraph/look");
const fonts = join(target, "fonts");

rmSync(fonts, { recursive: true, force: true });
mkdirSync(fonts, { recursive: true });

const vendored = FAMILIES.map(({ name, family, subsets }) => {
  const folder = join(here, "node_modules/@fontsource-variable", name);
  const read = (file) => JSON.parse(readFileSync(join(folder, file), "utf8"));
  const { version, license } = read("package.json");
  const ranges = read("unicode.json");
  const { weights } = read("metadata.json");
  copyFileSync(join(folder, "LICENSE"), join(fonts, `${name}.LICENSE.txt`));
  const files = subsets.map((subset) => {
    const file = `${name}-${subset}-wght-normal.woff2`;
    copyFileSync(join(folder, "files", file), join(fonts, file));
    const sha256 = createHash("sha256").update(readFileSync(join(fonts, file))).digest("hex");
    return { file: `fonts/${file}`, subset, characters: ranges[subset], sha256 };
  });
  const weight = `${Math.min(...weights)} ${Math.max(...weights)}`;
  return { package: `@fontsource-variable/${name}`, version, licence: license, licenceFile: `fonts/${name}.LICENSE.txt`, family, weight, files };
});

writeFileSync(join(target, "VENDORED.json"), `${JSON.stringify(vendored, null, 2)}\n`);
