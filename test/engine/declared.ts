import type { Sandbox } from "../../sandbox/engine.ts";
import { atVendor, kindAndName, nameOf, resourcesOf } from "./stack.ts";

/** What a stack declares, in the order of names; ids of the vendor and encrypted secrets written by what they stand for. */
export async function declared(sandbox: Sandbox): Promise<string> {
  const resources = resourcesOf(sandbox);
  // What is an input as well, the program chose. One id may be part of another, so the longest is replaced first.
  const made = atVendor(resources).filter(({ id, inputs = {} }) => id !== undefined && !Object.values(inputs).includes(id));
  const ids = made
    .map((resource) => [resource.id ?? "", kindAndName({ type: resource.type, name: nameOf(resource) })] as const)
    .sort(([a], [b]) => b.length - a.length);
  const written = resources
    .sort((a, b) => (a.urn < b.urn ? -1 : 1))
    .map(({ urn, inputs, protect, parent }) => JSON.stringify({ urn, inputs, protect, parent }))
    .join("\n")
    .replaceAll(/"ciphertext":"[^"]*"/g, '"ciphertext":""');
  return ids.reduce((text, [id, name]) => text.replaceAll(id, name), written);
}
