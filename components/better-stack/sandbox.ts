import { mailsOf, type SandboxAccount } from "../sandbox.ts";
import { accountBefore } from "./fake/before.ts";

export const sandbox: SandboxAccount = {
  secrets: { "better-uptime:apiToken": "" },
  seed: (organization) =>
    accountBefore({ channels: Object.values(organization.channels).flatMap(({ slack }) => slack ?? []), members: mailsOf(organization) }),
};
