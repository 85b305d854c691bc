import type { Runbook } from "../runbook.ts";

export const runbook: Runbook = {
  stores: {
    axiom({ dataset, queries }) {
      const saved = queries.map(({ title }) => title).join(", ");
      return `Axiom logs: dataset \`${dataset}\`${saved === "" ? "" : `, saved queries: ${saved}`}`;
    },
  },
};
