import { createHash } from "node:crypto";

/**
 * Grafana's number of a panel, from its id in the catalog: alerts point at panels by number, so that one must not move
 * when another panel is added before it. 31 bits: two panels of one dashboard share a number once in millions.
 */
export function panelId(id: string): number {
  return (createHash("sha256").update(id).digest().readUInt32BE() & 0x7fffffff) + 1;
}
