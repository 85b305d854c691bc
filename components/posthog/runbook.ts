import type { Runbook } from "../runbook.ts";

export const runbook: Runbook = {
  switches: ({ analytics }) => (analytics?.flags ?? []).map(({ id }) => `PostHog feature flag: \`${id}\``),
};
