import type { SandboxAccount } from "../sandbox.ts";
import { accountBefore } from "./fake/before.ts";

export const sandbox: SandboxAccount = {
  secrets: { "opsgenie:apiKey": "" },
  /** Where the catalog only looks people and teams up, they are there. */
  seed: ({ pagers, people, teams }) =>
    pagers.people === "own" ? {} : accountBefore({ users: Object.values(people), teams: Object.values(teams).map(({ name }) => name) }),
};
