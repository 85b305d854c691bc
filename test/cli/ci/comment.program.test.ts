import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { comment, reviewMarker } from "../../../cli/ci/comment.ts";
import { type Server, serve } from "./server.ts";
import { atGitHub, place, pull } from "./steps.ts";

const head = "a".repeat(40);
const proposal = { number: 7, head, author: "author", into: "main", own: true, open: true };

interface Comment {
  readonly id: number;
  readonly user: { readonly login: string };
  body: string;
}

/** A pull request at GitHub as far as comments go, two of them a page. */
async function gitHubWith(existing: readonly Comment[], now: unknown = pull(7, head)): Promise<Server & { readonly comments: Comment[] }> {
  const comments = [...existing];
  const server = await serve(({ method, path, body }, base) => {
    const text = (body as { readonly body?: string } | undefined)?.body ?? "";
    const id = Number(/comments\/(\d+)$/.exec(path)?.[1]);
    const at = comments.findIndex((one) => one.id === id);
    if (path === "/repos/acme/slo/pulls/7") return { body: now };
    if (method === "POST") comments.push({ id: 100 + comments.length, user: { login: "github-actions[bot]" }, body: text });
    else if (method === "PATCH") comments.splice(at, 1, { ...(comments[at] ?? { id, user: { login: "" } }), body: text });
    else if (method === "DELETE") comments.splice(at, 1);
    else {
      const page = Number(/&page=(\d+)/.exec(path)?.[1] ?? 1);
      const link =
        comments.length > page * 2 ? { link: `<${base}/repos/acme/slo/issues/7/comments?per_page=100&page=${page + 1}>; rel="next"` } : {};
      return { headers: link, body: comments.slice(page * 2 - 2, page * 2) };
    }
    return { status: method === "DELETE" ? 204 : 200, ...(method === "DELETE" ? {} : { body: {} }) };
  });
  return Object.assign(server, { comments });
}

const others = (count: number): Comment[] =>
  Array.from({ length: count }, (_, id) => ({ id, user: { login: "kim" }, body: `thought ${id}` }));
const own = (id: number, text = "an older review"): Comment => ({
  id,
  user: { login: "github-actions[bot]" },
  body: `${reviewMarker}\n${text}`,
});

let here: ReturnType<typeof place>;
let server: Awaited<ReturnType<typeof gitHubWith>>;
beforeEach(() => {
  here = place();
  here.leave("review/proposal.json", proposal);
  here.leave("review/comment.md", "## A target is looser\n\ntext\n");
  here.leave("check/checks.json", {
    verdict: "success",
    description: "checked",
    text: "### Checks of what would be deployed\n\n- check of acme\n",
  });
});
afterEach(async () => {
  here.remove();
  await server.close();
});

const run = () =>
  comment({
    ...here.context,
    env: { ...here.context.env, ...atGitHub(server.base), SLOSTACK_ARTIFACT_URL: "https://files.example.com/1" },
  });

describe("the comment of a review", () => {
  test("is made where there is none, with the marker first and its run and pages last", async () => {
    server = await gitHubWith(others(5));
    expect(await run()).toBe(0);
    expect(server.comments.slice(5).map(({ body }) => body)).toEqual([
      `${reviewMarker}\n## A target is looser\n\ntext\n\n### Checks of what would be deployed\n\n- check of acme\n\n_Reviewed ${head} in [this run](https://github.example.com/acme/slo/actions/runs/99); [pages, curves and JSON](https://files.example.com/1)._\n`,
    ]);
  });

  test("is updated in place, on whatever page it is", async () => {
    server = await gitHubWith([...others(5), own(50), ...others(2)]);
    expect(await run()).toBe(0);
    expect(server.comments).toHaveLength(8);
    expect(server.comments[5]).toMatchObject({ id: 50, body: expect.stringContaining("A target is looser") });
    expect(await run()).toBe(0);
    expect(server.comments).toHaveLength(8);
    expect(server.asked.filter(({ method }) => method === "POST")).toEqual([]);
  });

  test("that an outsider wrote with the same marker is left alone", async () => {
    const forged = { id: 1, user: { login: "mallory" }, body: `${reviewMarker}\nall is well` };
    server = await gitHubWith([forged]);
    await run();
    expect(server.comments).toHaveLength(2);
    expect(server.comments[0]).toEqual(forged);
  });

  test("that is one's own but of something else is left alone", async () => {
    server = await gitHubWith([{ ...own(1), body: `coverage\n${reviewMarker}` }]);
    await run();
    expect(server.comments.map(({ id }) => id)).toEqual([1, 101]);
  });

  test("is one again where two runs had made two", async () => {
    server = await gitHubWith([own(1), ...others(3), own(9)]);
    await run();
    expect(server.comments.filter(({ body }) => body.startsWith(reviewMarker)).map(({ id }) => id)).toEqual([1]);
  });

  test("that would be too long is cut", async () => {
    server = await gitHubWith([]);
    here.leave("review/comment.md", "a line of text\n".repeat(20_000));
    await run();
    expect(server.comments[0]?.body.length).toBeLessThanOrEqual(65_536);
    expect(server.comments[0]?.body).toContain("ends here");
    expect(server.comments[0]?.body).toContain("https://files.example.com/1");
  });

  test.each([
    ["has moved on", pull(7, "b".repeat(40)), /#7 has moved on to b{40}: nothing is written/],
    ["is closed", pull(7, head, { state: "closed" }), /#7 is closed: nothing is written/],
  ])("is not written where the pull request %s", async (_, now, said) => {
    server = await gitHubWith([], now);
    expect(await run()).toBe(0);
    expect(server.comments).toEqual([]);
    expect(here.told()).toMatch(said);
  });
});

test("what has to run before is named", async () => {
  server = await gitHubWith([]);
  here.remove();
  here = place();
  await expect(run()).rejects.toThrow(/there is no .*proposal\.json: slostack ci proposal leaves it, and has to run before/);
  here.leave("review/proposal.json", { number: "7; echo" });
  await expect(run()).rejects.toThrow(/is not what slostack ci proposal leaves: run it again/);
});
