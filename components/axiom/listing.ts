import * as pulumi from "@pulumi/pulumi";
import type { Listed, Lister } from "../vendor.ts";
import { askVendor } from "../vendor-api.ts";

const usual = "https://api.axiom.co";

/** Dashboards in one answer. */
const page = 100;

/** What is in an organization, by Axiom's API: the provider's functions find one object, and list none. */
export const listers = (): readonly Lister[] => {
  const token = () => new pulumi.Config("axiom").require("apiToken");
  return [
    { what: "datasets", list: async () => datasets(usual, token()) },
    { what: "dashboards", list: async () => dashboards(usual, token()) },
  ];
};

/** All of them in one answer; the name is the id. @throws Error with one sentence if Axiom does not answer, or something else */
export async function datasets(address: string, token: string): Promise<Listed[]> {
  const found = await askVendor(new URL(`${address}/v2/datasets`), { authorization: `Bearer ${token}` });
  if (!Array.isArray(found)) throw new Error("Axiom answers no list of datasets");
  return found.map(({ id, name }) => {
    if (typeof id !== "string") throw new Error("Axiom answers one of the datasets without an id");
    return { type: "axiom:index/dataset:Dataset", id, name: String(name ?? id) };
  });
}

/** @throws Error with one sentence if Axiom does not answer, or something else */
export async function dashboards(address: string, token: string): Promise<Listed[]> {
  const all: Listed[] = [];
  for (let offset = 0; ; offset += page) {
    const url = new URL(`${address}/v2/dashboards?limit=${page}&offset=${offset}`);
    const found = await askVendor(url, { authorization: `Bearer ${token}` });
    if (!Array.isArray(found)) throw new Error("Axiom answers no list of dashboards");
    for (const { uid, dashboard } of found) {
      if (typeof uid !== "string") throw new Error("Axiom answers one of the dashboards without a uid");
      all.push({ type: "axiom:index/dashboard:Dashboard", id: uid, name: String(dashboard?.name ?? uid) });
    }
    if (found.length < page) return all;
  }
}
