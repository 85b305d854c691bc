import { expect, test } from "vitest";
import { workflowArgs } from "../../components/datadog/integration.ts";
import { handlesOf } from "../../components/datadog/names.ts";
import { teamsRefusals } from "../../components/teams.ts";
import type { Channel, Environment } from "../../model/resolved.ts";
import type { Route } from "../../monitors/alert.ts";

const post = (channel: Partial<Channel>): { readonly route: Route } => ({
  route: { kind: "post", channel: { id: "shop", formerly: [], ...channel } },
});
const prod: Environment = { id: "prod", pages: true, ownsAccount: true };

test("who posts to no Teams refuses a channel that has nothing else, once, and says what to write", () => {
  const found = teamsRefusals([post({ teams: "shop" }), post({ teams: "shop" }), post({ id: "other", slack: "#other" })], "Sentry", [
    "slack",
    "email",
  ]);
  expect(found).toEqual([
    {
      entry: "channels/shop",
      why: expect.stringMatching(/^Sentry does not post to Microsoft Teams; give the channel the `email` address/),
    },
  ]);
});

test("a channel that is told in another way is not refused; one whose other way that vendor does not have is", () => {
  expect(teamsRefusals([post({ teams: "shop", email: "shop@example.com" })], "Sentry", ["slack", "email"])).toEqual([]);
  expect(teamsRefusals([post({ teams: "shop", webhook: "sms" })], "Sentry", ["slack", "email"])).toHaveLength(1);
});

test("Datadog's messages call a webhook of this environment, which posts a card that is JSON", () => {
  const { name, payload, url } = workflowArgs("shop", prod, "https://workflows.example.com/shop");
  expect(handlesOf(post({ teams: "shop", email: "shop@example.com" }).route, prod, undefined)).toEqual([
    `@webhook-${name}`,
    "@shop@example.com",
  ]);
  expect([name, url]).toEqual(["teams--shop--prod", "https://workflows.example.com/shop"]);
  expect(JSON.parse(String(payload))).toMatchObject({ type: "message", attachments: [{ content: { type: "AdaptiveCard" } }] });
});
