import type { SandboxAccount } from "../sandbox.ts";

export const sandbox: SandboxAccount = {
  secrets: { "digitalocean:token": "" },
  seed({ channels }) {
    const mails = Object.values(channels).flatMap(({ email }) => email ?? []);
    return { verifiedEmail: Object.fromEntries(mails.map((address) => [address, { address }])) };
  },
};
