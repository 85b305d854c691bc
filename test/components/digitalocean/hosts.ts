import type { DigitalOceanSource } from "../../../model/resolved.ts";
import { runbook, team, warning } from "../../dashboards/small.ts";

export const hosts: DigitalOceanSource = {
  id: "hosts",
  source: [],
  kind: "digitalocean",
  evaluator: "digitalocean",
  scrape: 60,
  evaluate: 60,
  owner: team,
  severity: warning,
  runbook,
  environment: {},
  tag: "env:production",
};
