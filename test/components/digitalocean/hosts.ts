import { digitalOceanSource } from "../../../components/digitalocean/source.ts";
import type { SourceOf } from "../../../model/resolved.ts";
import { runbook, team, warning } from "../../dashboards/small.ts";

export const hosts: SourceOf<"digitalocean"> = {
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
  traits: digitalOceanSource.traits,
  tag: "env:production",
};
