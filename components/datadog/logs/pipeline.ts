import type * as datadog from "@pulumi/datadog";
import { oldestId } from "../../../model/ids.ts";
import type { Logs, Pipeline, System } from "../../../model/resolved.ts";
import { Inexpressible } from "../../../queries/datadog.ts";
import { accessFormats, supportRules } from "./grok.ts";
import { pipelineQuery } from "./query.ts";

type Processor = datadog.types.input.LogsCustomPipelineProcessor;

/** Where the name of a level is kept until it is the status of the line. */
const levelName = "level_name";
const addressAttribute = "network.client.ip";

/** Fields of a line that Datadog has a place of its own for. Every other field stays an attribute. */
const remappers: readonly { readonly fields: readonly string[]; readonly processor: (sources: string[]) => Processor }[] = [
  {
    fields: ["timestamp", "time", "date"],
    processor: (sources) => ({ dateRemapper: { name: "Time of the line", isEnabled: true, sources } }),
  },
  { fields: ["service"], processor: (sources) => ({ serviceRemapper: { name: "Service", isEnabled: true, sources } }) },
  { fields: ["message", "msg"], processor: (sources) => ({ messageRemapper: { name: "Message", isEnabled: true, sources } }) },
  { fields: ["traceId", "trace_id"], processor: (sources) => ({ traceIdRemapper: { name: "Trace", isEnabled: true, sources } }) },
];

/**
 * A pipeline of the catalog. Its filter leaves out what earlier ones take.
 *
 * @throws Inexpressible for an access log of a technology whose lines are not known, or the place of an address that is masked
 */
export function pipelineArgs(system: System, logs: Logs, pipeline: Pipeline): datadog.LogsCustomPipelineArgs {
  const earlier = logs.pipelines.slice(
    0,
    logs.pipelines.findIndex(({ id }) => id === pipeline.id),
  );
  const reading = pipeline.format === "json" ? structured(logs) : access(pipeline);
  if (pipeline.geoIp && pipeline.mask.includes("ip-address"))
    throw new Inexpressible("a masked address has no location; use either geo-ip or the mask");
  const place = {
    geoIpParser: { name: "Place of the client", isEnabled: true, sources: [addressAttribute], target: "network.client.geoip" },
  };
  return {
    name: `${system.name}: ${oldestId(pipeline)}`,
    isEnabled: true,
    filters: [{ query: pipelineQuery(pipeline, earlier) }],
    processors: [...reading, ...(pipeline.geoIp ? [place] : [])],
  };
}

/** Lines of JSON are read when they come in; the grok parser takes those that arrive wrapped in text. */
function structured({ fields, levelAttribute, levels }: Logs): Processor[] {
  const known = remappers.flatMap(({ fields: names, processor }) => {
    const sources = names.filter((name) => fields.includes(name));
    return sources.length === 0 ? [] : [processor(sources)];
  });
  const categories = levels.map(({ name, number }) => ({ name, filter: { query: `@${levelAttribute}:${number}` } }));
  return [
    {
      grokParser: {
        name: "JSON in the text",
        isEnabled: true,
        source: "message",
        grok: { supportRules: "", matchRules: "wrapped %{data::json}" },
      },
    },
    { categoryProcessor: { name: "Name of the level", isEnabled: true, target: levelName, categories } },
    { statusRemapper: { name: "Status", isEnabled: true, sources: [levelName] } },
    ...known,
  ];
}

const classes = [
  { name: "error", filter: { query: "@http.status_code:[500 TO 599]" } },
  { name: "warn", filter: { query: "@http.status_code:[400 TO 499]" } },
  { name: "info", filter: { query: "@http.status_code:[100 TO 399]" } },
];

function access({ id, technologies }: Pipeline): Processor[] {
  if (technologies.length === 0) throw new Inexpressible(`the access log ${id} names no technology that writes it`);
  const formats = technologies.map((technology) => {
    const format = accessFormats[technology];
    if (!format)
      throw new Inexpressible(`the access log format of ${technology} is unknown; known are ${Object.keys(accessFormats).join(", ")}`);
    return format;
  });
  return [
    {
      grokParser: {
        name: "Access log",
        isEnabled: true,
        source: "message",
        samples: formats.map(({ sample }) => sample),
        grok: { supportRules, matchRules: formats.map(({ rule }) => rule).join("\n") },
      },
    },
    { dateRemapper: { name: "Time of the line", isEnabled: true, sources: ["timestamp"] } },
    { categoryProcessor: { name: "Class of the answer", isEnabled: true, target: levelName, categories: classes } },
    { statusRemapper: { name: "Status", isEnabled: true, sources: [levelName] } },
  ];
}
