import type { SourceOf } from "../../model/resolved.ts";
import { jsonDocument } from "../json.ts";
import type { Target } from "../target.ts";

type LogGroup = SourceOf<"cloudwatch-logs">;

/** What the agent on a host sends to CloudWatch. The log groups themselves, and how long they keep lines, are the stack's. */
export const cloudwatchAgent: Target = {
  name: "cloudwatch-agent",
  title: "CloudWatch agent",
  files: ({ organization }) => {
    const collected = organization.sources
      .filter((source) => source.kind === "cloudwatch-logs")
      .flatMap((source) => (source.agent ? [{ source, file: fileOf(source, source.agent) }] : []));
    if (collected.length === 0) return [];
    const text = jsonDocument({ logs: { logs_collected: { files: { collect_list: collected.map(({ file }) => file) } } } });
    const from = collected.map(({ source }) => `sources/${source.id}`);
    return [{ path: "cloudwatch-agent/amazon-cloudwatch-agent.json", text, from }];
  },
};

/** One file of the host, in the words of the agent. It never sets a retention: -1 leaves that of the group alone. */
function fileOf({ group }: LogGroup, agent: NonNullable<LogGroup["agent"]>) {
  return {
    file_path: agent.file,
    log_group_name: group,
    log_stream_name: agent.stream,
    ...(agent.timeZone !== undefined && { timezone: agent.timeZone }),
    retention_in_days: -1,
  };
}
