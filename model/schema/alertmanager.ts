import { z } from "zod";
import { id, provenance } from "./text.ts";

const hostAndPort = z.string().regex(/^[^\s/:]+:\d+$/, "host:port");
const addresses = z.array(hostAndPort).min(1);

/** Who tells of what a Prometheus evaluates by itself. */
export const alertmanager = z.strictObject({
  addresses: z
    .union([addresses, z.record(id, addresses)])
    .describe("every Prometheus that evaluates by itself sends to all of them; by environment where not each finds its own under one name"),
  secrets: z
    .string()
    .regex(/^(\/[A-Za-z0-9._-]+)+$/, "an absolute path such as /etc/alertmanager/secrets")
    .default("/etc/alertmanager/secrets")
    .describe("folder of keys, one a file, on the machine of the Alertmanager"),
  mail: z
    .strictObject({
      from: z.email(),
      server: hostAndPort.describe("takes mail over TLS"),
      user: z.string().min(1).optional().describe("logs in with the password in the file smtp-password; without one it does not log in"),
    })
    .optional()
    .describe("how it sends e-mail"),
  ...provenance,
});
