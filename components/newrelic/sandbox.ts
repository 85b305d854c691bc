import type { SandboxAccount } from "../sandbox-account.ts";

export const sandbox: SandboxAccount = {
  config: { "newrelic:accountId": "1234567", "newrelic:region": "EU" },
  secrets: { "newrelic:apiKey": "" },
};
