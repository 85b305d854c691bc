import { describe, expect, test } from "vitest";
import { cloudwatchAgent } from "../../artifacts/cloudwatch-agent/target.ts";
import { elasticsearch } from "../../artifacts/elasticsearch/target.ts";
import { pganalyze } from "../../artifacts/pganalyze/target.ts";
import type { RenderedFile } from "../../artifacts/target.ts";
import { loadCatalog, resolve } from "../../language.ts";

const { catalog } = loadCatalog("test/products/catalog");
if (!catalog) throw new Error("the catalog has faults");
const prod = resolve(catalog, "prod");
const staging = resolve(catalog, "staging");
const textOf = (files: readonly RenderedFile[], path: string): string => {
  const found = files.find((file) => file.path === path);
  if (!found) throw new Error(`${path} is none of ${files.map((file) => file.path).join(", ")}`);
  return found.text;
};

describe("the CloudWatch agent", () => {
  test("sends each file to the group of its environment, and leaves the retention to the stack", () => {
    const lists = [prod, staging].map((resolved) => {
      const config = JSON.parse(textOf(cloudwatchAgent.files(resolved, []), "cloudwatch-agent/amazon-cloudwatch-agent.json"));
      return config.logs.logs_collected.files.collect_list;
    });
    const of = (path: string) => [
      {
        file_path: "/var/log/emailai/app.log",
        log_group_name: `/emailai/${path}/app`,
        log_stream_name: "{instance_id}",
        timezone: "UTC",
        retention_in_days: -1,
      },
      {
        file_path: "/var/log/nginx/access.log",
        log_group_name: `/emailai/${path}/nginx-access`,
        log_stream_name: "{instance_id}",
        retention_in_days: -1,
      },
    ];
    expect(lists).toEqual([of("production"), of("staging")]);
  });

  test("has no file where no log group is filled by it", () => {
    const organization = { ...prod.organization, sources: prod.organization.sources.filter(({ kind }) => kind !== "cloudwatch-logs") };
    expect(cloudwatchAgent.files({ ...prod, organization }, [])).toEqual([]);
  });
});

describe("pganalyze", () => {
  test("looks at the database of EmailAI, and holds neither key nor password", () => {
    const settings = textOf(pganalyze.files(prod, []), "pganalyze/emailai.conf")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(settings).toEqual([
      "[emailai_prod]",
      "db_host = emailai-prod.us-east-1.rds.example.com",
      "db_port = 5432",
      "db_name = emailai_prod",
      "db_username = emailai",
      "aws_region = us-east-1",
      "aws_db_instance_id = emailai-prod",
    ]);
  });
});

describe("Elasticsearch", () => {
  test("deletes the lines of each stream after its days", () => {
    const files = elasticsearch.files(prod, []).filter(({ path }) => path.endsWith(".policy.json"));
    const ages = files.map(({ path, text }) => [path, JSON.parse(text).policy.phases.delete.min_age]);
    expect(Object.fromEntries(ages)).toEqual({
      "elasticsearch/not-a-label/access.policy.json": "90d",
      "elasticsearch/not-a-label/application.policy.json": "30d",
      "elasticsearch/not-a-label/audit.policy.json": "365d",
      "elasticsearch/not-a-label/errors.policy.json": "180d",
    });
  });

  test("gives the policy to the data stream of the same environment, and every field a type", () => {
    const template = JSON.parse(textOf(elasticsearch.files(staging, []), "elasticsearch/not-a-label/errors.template.json"));
    expect(template).toMatchObject({
      index_patterns: ["logs-not-a-label--errors--staging"],
      data_stream: {},
      template: { settings: { "index.lifecycle.name": "not-a-label--errors--staging" } },
    });
    expect(Object.keys(template.template.mappings.properties).sort()).toEqual(
      ["@timestamp", "level", "message", "metadata", "request_id", "service", "timestamp", "user_id"].sort(),
    );
  });
});
