import type { SandboxAccount } from "../sandbox.ts";

export const sandbox: SandboxAccount = {
  secrets: { "posthog:apiKey": "" },
  /** Stacks share the account, and each has a project of its own there. */
  configOf: (place) => ({ "posthog:projectId": String(place) }),
};
