import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeExample } from "../../../cli/history/example.ts";
import { site } from "../../../cli/site.ts";
import { root } from "../markdown.ts";

/** The pictures of a site in the documents: of the example products, with thirty made days of one API. */
export const views = [
  { file: "site-service.png", page: "services/hastecrm/api.html", colorScheme: "light", height: 1500 },
  { file: "site-organization-dark.png", page: "index.html", colorScheme: "dark", height: 1100 },
  { file: "site-dashboard.png", page: "dashboards/hastecrm--api--overview.html", colorScheme: "light", height: 1150 },
] as const;

/** Where the pages were when the pictures were taken, in one number. */
export const fingerprintFile = join(root, "docs", "images", "site-pages.sha256");

/** Writes the site that is shown. Returns its folder. */
export async function siteShown(folder: string): Promise<string> {
  const { history } = await writeExample(folder);
  const out = join(folder, "site");
  const asked = {
    catalogDir: join(root, "test", "products", "catalog"),
    environment: "prod",
    at: "2026-07-01T00:00:00Z",
    history,
    draw: 20,
  };
  const said: string[] = [];
  if ((await site({ ...asked, out, write: (line) => said.push(line) })) !== 0) throw new Error(`no site was written: ${said.join("")}`);
  return out;
}

/** Of the pages that are shown, with their look and their charts. */
export function fingerprint(out: string): string {
  const hash = createHash("sha256");
  const of = (path: string) => readFileSync(join(out, path), "utf8");
  for (const page of views.map((view) => of(view.page))) {
    hash.update(page);
    for (const [, chart = ""] of page.matchAll(/src="[./]*(charts\/\w+\.svg)"/g)) hash.update(of(chart));
  }
  return hash.update(of("style.css")).digest("hex");
}
