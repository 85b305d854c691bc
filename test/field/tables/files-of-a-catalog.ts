import { expect } from "vitest";
import { check } from "../../../cli/check.ts";
import { review } from "../../../cli/review.ts";
import { loadCatalog } from "../../../language.ts";
import { gitFolder } from "../../cli/review/git-folder.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

const pay = `system: pay
name: Pay
owner: shop
on-call: shop
source: prom
policy: standard
services:
  api:
    name: API
    where: { service: pay }
    metrics: { load: { gauge: pay_load } }
    signals: { busy: { value: { of: load, aggregation: max } } }
    alerts:
      hot: { signal: busy, when: { above: 80 }, for: 15m, missing: absence, severity: critical, runbook: fix }
`;

/** Every file that may hold a system is loaded, and a review of its removal says what is no longer detected. */
async function isReadAndReviewed(file: string): Promise<void> {
  const systems = withCatalog([{ file, write: pay }], (catalog) => loadCatalog(catalog).catalog?.systems.map(({ system }) => system));
  expect(systems).toEqual(["pay", "shop"]);
  const folder = gitFolder();
  folder.commit({ file, write: pay });
  folder.edit({ file, remove: true });
  expect(await reviewed(folder.catalog)).toMatchObject({ code: 1, text: expect.stringMatching(/pay/) });
}

/** `check` and a review of the commit both object. */
async function isRefused(edit: Edit, said: RegExp): Promise<void> {
  const told: string[] = [];
  const code = withCatalog([edit], (catalogDir) => check({ catalogDir, write: (text) => told.push(text) }));
  expect({ code, told: told.join("") }).toEqual({ code: 1, told: expect.stringMatching(said) });
  const folder = gitFolder();
  folder.commit();
  folder.edit(edit);
  expect(await reviewed(folder.catalog)).toMatchObject({ code: 1, text: expect.stringMatching(said) });
}

async function reviewed(catalogDir: string) {
  const text: string[] = [];
  const write = (line: string) => void text.push(line);
  const options = { base: "main", environment: "prod", format: "json", check: true, approvedBy: [], log: write } as const;
  return { code: await review({ ...options, catalogDir, write }), text: text.join("") };
}

export const table: FieldTable = {
  title: "Files of a catalog",
  story:
    "A file that lies beside the others and is not read looks like a watched system. One that is read by the deployment and not by the review is worse. Check, review and deployment read the same files, and whatever lies among them and is not read is an error.",
  cases: [
    {
      reports: ["IAMconsortium/nomenclature#85", "StackStorm/st2#3249"],
      input: "A system is written into systems/pay.yml.",
      answer: "It is read like a *.yaml: loaded, reviewed, deployed.",
      proof: () => isReadAndReviewed("systems/pay.yml"),
    },
    {
      reports: [],
      input: "A system is written into systems/PAY.YAML.",
      answer: "Capitals make no difference.",
      proof: () => isReadAndReviewed("systems/PAY.YAML"),
    },
    {
      reports: [],
      input: "A team keeps its system in a folder of its own, systems/team/pay.yaml.",
      answer: "Subfolders of systems/ are read, however deep.",
      proof: () => isReadAndReviewed("systems/payments/team/pay.yaml"),
    },
    {
      reports: [],
      input: "A new file of systems/ is a symbolic link.",
      answer: "It is an error of check and of the review: what a link leads to changes without a review.",
      proof: () => isRefused({ file: "systems/pay.yaml", link: "../../elsewhere/pay.yaml" }, /not-a-plain-file.*symbolic link/),
    },
    {
      reports: [],
      input: "A folder of systems/ is a symbolic link to another folder.",
      answer: "It is an error, and nothing behind it is read.",
      proof: () => isRefused({ file: "systems/team", link: "../../elsewhere" }, /not-a-plain-file.*symbolic link/),
    },
    {
      reports: [],
      input: "The organization is a symbolic link.",
      answer: "It is an error, like that of a system.",
      proof: () =>
        withCatalog(
          [
            { file: "organization.yaml", remove: true },
            { file: "organization.yaml", link: "elsewhere.yaml" },
          ],
          (catalog) => expect(loadCatalog(catalog).problems).toMatchObject([{ code: "not-a-plain-file", at: "organization" }]),
        ),
    },
    {
      reports: [],
      input: "Below systems/ lies a repository of its own, as a submodule does once it is checked out.",
      answer: "It is an error: its files are none of this repository's commits.",
      proof: () => isRefused({ file: "systems/vendored/.git", write: "gitdir: elsewhere" }, /not-a-plain-file.*submodule/),
    },
    {
      reports: [],
      input: "A system is written as systems/pay.json, or left as systems/pay.yaml.off.",
      answer: "It is an error that says which endings are read.",
      proof: async () => {
        await isRefused({ file: "systems/pay.json", write: "{}" }, /unread-file/);
        await isRefused({ file: "systems/pay.yaml.off", write: pay }, /unread-file/);
      },
    },
    {
      reports: [],
      input: "A system lies beside systems/ instead of in it, or a second organization.yml beside organization.yaml.",
      answer: "It is an error that says where it belongs.",
      proof: async () => {
        await isRefused({ file: "pay.yaml", write: pay }, /unread-file.*beside systems/);
        await isRefused({ file: "organization.yml", write: "organization: acme\n" }, /unread-file/);
      },
    },
  ],
};
