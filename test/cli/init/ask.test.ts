import { PassThrough, Readable } from "node:stream";
import { Command, Option } from "commander";
import { expect, test } from "vitest";
import { ask } from "../../../cli/init/ask.ts";

const command = (...args: string[]) =>
  new Command()
    .option("--system <id>", "id of the first system", "shop")
    .option("--service <id>", "id of its first service", "web")
    .addOption(new Option("--pager <vendor>", "vendor that pages").choices(["pagerduty", "opsgenie"]).default("pagerduty"))
    .option("--yes", "ask nothing", false)
    .parse(args, { from: "user" });

test("asks for what was not given; an empty answer keeps the default, and a wrong choice is asked again", async () => {
  const asked = command("--system", "bank");
  const output = new PassThrough();
  const input = new PassThrough();
  const answers = ["", "zulip", "opsgenie"];
  const said: string[] = [];
  output.setEncoding("utf8").on("data", (text: string) => {
    said.push(text);
    if (text.endsWith("]: ")) input.write(`${answers.shift()}\n`);
  });
  expect(await ask(asked, {}, input, output)).toBe(true);
  expect(asked.opts()).toEqual({ system: "bank", service: "web", pager: "opsgenie", yes: false });
  expect(said.join("")).not.toContain("first system");
  expect(said.join("").match(/pagerduty or opsgenie/g)).toHaveLength(2);
});

test("says what may be answered, and takes a default that was found only now", async () => {
  const asked = new Command().option("--vendors <names>", "who").parse([], { from: "user" });
  asked.setOptionValueWithSource("vendors", "one,two", "default");
  const output = new PassThrough();
  expect(await ask(asked, { among: { vendors: "a or b" } }, Readable.from(["b\n"]), output)).toBe(true);
  expect(String(output.read())).toContain("who, a or b [one,two]: ");
  expect(asked.opts()).toEqual({ vendors: "b" });
});

test("leaves out what does not matter", async () => {
  const output = new PassThrough();
  expect(await ask(command("--system", "a", "--service", "b"), { except: ["pager"] }, Readable.from([]), output)).toBe(true);
});

test("takes answers that are pasted at once", async () => {
  const asked = command();
  expect(await ask(asked, {}, Readable.from(["bank\n\nopsgenie\n"]), new PassThrough())).toBe(true);
  expect(asked.opts()).toMatchObject({ system: "bank", service: "web", pager: "opsgenie" });
});

test("says so if the input ends before the last answer", async () => {
  expect(await ask(command(), {}, Readable.from(["bank\n"]), new PassThrough())).toBe(false);
});
