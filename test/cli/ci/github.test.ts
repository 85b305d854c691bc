import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { approving, gitHub } from "../../../cli/ci/github.ts";
import { type Asked, type Server, serve, type Told } from "./server.ts";

const head = "a".repeat(40);
const old = "b".repeat(40);

interface Review {
  readonly user: { readonly login: string } | null;
  readonly state: string;
  readonly commit_id: string | null;
  readonly submitted_at: string;
}

let hour = 0;
const said = (login: string, state: string, commit = head): Review => ({
  user: { login },
  state,
  commit_id: commit,
  submitted_at: new Date(Date.UTC(2026, 0, 1, hour++)).toISOString(),
});

describe("an approval counts", () => {
  test.each<readonly [string, readonly Review[], readonly string[]]>([
    ["where it is of this head", [said("kim", "APPROVED")], ["kim"]],
    ["not of an earlier commit", [said("kim", "APPROVED", old)], []],
    ["not once it was dismissed", [said("kim", "DISMISSED")], []],
    ["not where changes were asked for afterwards", [said("kim", "APPROVED"), said("kim", "CHANGES_REQUESTED")], []],
    ["where it came after a request for changes", [said("kim", "CHANGES_REQUESTED"), said("kim", "APPROVED")], ["kim"]],
    ["whatever is commented afterwards", [said("kim", "APPROVED"), said("kim", "COMMENTED")], ["kim"]],
    ["not while it is only drafted", [said("kim", "PENDING")], []],
    ["not where a later approval was of another commit", [said("kim", "APPROVED"), said("kim", "APPROVED", old)], []],
    ["of each person once", [said("kim", "APPROVED"), said("kim", "APPROVED"), said("lee", "APPROVED")], ["kim", "lee"]],
    ["not of who proposes it", [said("Author", "APPROVED"), said("lee", "APPROVED")], ["lee"]],
    ["not of an account that is gone", [{ ...said("", "APPROVED"), user: null }], []],
    ["not where its commit is gone", [{ ...said("kim", "APPROVED"), commit_id: null }], []],
    ["in the order of time, not of the answer", [said("kim", "APPROVED"), said("kim", "CHANGES_REQUESTED")].toReversed(), []],
  ])("%s", (_, reviews, expected) => {
    expect(approving(reviews, head, ["@author"])).toEqual(expected);
  });

  test("only of people whose last word, comments aside, approves this very head", () => {
    const word = fc.record({
      login: fc.constantFrom("kim", "lee", "max"),
      state: fc.constantFrom("APPROVED", "DISMISSED", "CHANGES_REQUESTED", "COMMENTED"),
      commit: fc.constantFrom(head, old),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const found = approving(
          words.map(({ login, state, commit }) => said(login, state, commit)),
          head,
          ["@author"],
        );
        for (const login of ["kim", "lee", "max"]) {
          const last = words.findLast((one) => one.login === login && one.state !== "COMMENTED");
          expect(found.includes(login)).toBe(last?.state === "APPROVED" && last.commit === head);
        }
      }),
    );
  });
});

let server: Server | undefined;
afterEach(() => server?.close());

async function at(answer: (asked: Asked, base: string) => Told) {
  server = await serve(answer);
  return { server, forge: gitHub({ repository: "acme/slo", api: server.base, server: "https://github.com", token: "t0ken", pause: 1 }) };
}

const pull = (number: number, sha: string, from: string | null = "acme/slo") => ({
  number,
  state: "open",
  user: { login: "author" },
  head: { sha, ref: "change", repo: from === null ? null : { full_name: from } },
  base: { ref: "main", repo: { full_name: "acme/slo" } },
});

describe("a pull request", () => {
  test("is read with whose branch it is", async () => {
    const { forge } = await at(() => ({ body: pull(7, head) }));
    expect(await forge.proposal(7)).toEqual({ number: 7, head, author: "author", into: "main", own: true, open: true });
  });

  test.each([["someone/slo"], [null]])("of a fork is not one's own, even where the fork is gone: %s", async (from) => {
    const { forge } = await at(() => ({ body: pull(7, head, from) }));
    expect(await forge.proposal(7)).toMatchObject({ own: false });
  });

  test("is found by its head among all that are open, of forks too", async () => {
    const { forge, server: api } = await at(({ path }, base) =>
      path.endsWith("page=2")
        ? { body: [{ ...pull(8, head, "someone/slo"), merge_commit_sha: "d".repeat(40) }] }
        : { headers: { link: `<${base}/repos/acme/slo/pulls?state=open&per_page=100&page=2>; rel="next"` }, body: [pull(7, old)] },
    );
    expect(await forge.proposalsAt(head)).toMatchObject([{ number: 8, own: false }]);
    expect(await forge.proposalsAt("c".repeat(40))).toEqual([]);
    expect(await forge.proposalsAt("d".repeat(40))).toMatchObject([{ number: 8, head }]);
    expect(api.asked[0]?.headers).toMatchObject({ authorization: "Bearer t0ken", "x-github-api-version": "2022-11-28" });
  });

  test("comes to git by a header, and its token stands in no address", async () => {
    const { forge } = await at(() => ({ body: pull(7, head) }));
    const { remote, ref, settings } = forge.sourceOf(await forge.proposal(7));
    expect({ remote, ref }).toEqual({ remote: "https://github.com/acme/slo.git", ref: "refs/pull/7/head" });
    const [[key = "", value = ""] = []] = Object.entries(settings);
    expect(key).toBe("http.https://github.com/.extraheader");
    expect(Buffer.from(value.split(" ").at(-1) ?? "", "base64").toString()).toBe("x-access-token:t0ken");
  });

  test("that is answered with another schema is a clear fault", async () => {
    const { forge } = await at(() => ({ body: { number: 7, head: { sha: "main; rm -rf" } } }));
    await expect(forge.proposal(7)).rejects.toThrow(/differs from its documentation/);
  });
});

describe("approvals", () => {
  const proposal = { number: 7, head, author: "author", into: "main", own: true, open: true };
  const written = (author: string | null, committer = author, message = "change") => ({
    author: author === null ? null : { login: author },
    committer: committer === null ? {} : { login: committer },
    commit: {
      author: { email: `${author ?? "stranger"}@example.com` },
      committer: { email: `${committer ?? "stranger"}@example.com` },
      message,
    },
  });
  /** What GitHub answers of a pull request, by the end of the path. */
  const answers = (more: Readonly<Record<string, Told>> = {}) =>
    at(({ path }) => {
      const known = Object.entries({
        "/reviews": { body: [] },
        "/commits": { body: [] },
        "/events": { body: [] },
        "/activity": { body: [] },
        "/pulls/7": { body: pull(7, head) },
        ...more,
      });
      return known.find(([part]) => path.includes(`${part}?`) || path.endsWith(part))?.[1] ?? { status: 404 };
    });

  test("are read over every page", async () => {
    const { forge } = await at(({ path }, base) => {
      if (path.endsWith("page=2")) return { body: [said("kim", "CHANGES_REQUESTED"), said("lee", "APPROVED")] };
      if (path.includes("/reviews")) return { headers: { link: `<${base}/x?page=2>; rel="next"` }, body: [said("kim", "APPROVED")] };
      return { body: path.endsWith("/pulls/7") ? pull(7, head) : [] };
    });
    expect((await forge.approvals(proposal)).approvers).toEqual(["lee"]);
  });

  test("do not count of who wrote, committed, co-wrote or pushed it", async () => {
    const { forge } = await answers({
      "/reviews": { body: ["author", "ann", "bob", "cyd", "lee"].map((login) => said(login, "APPROVED")) },
      "/commits": { body: [written("ann", "web-flow"), written("bob"), written(null, null, "x\n\nCo-authored-by: Dan <dan@example.com>")] },
      "/activity": {
        body: [
          { after: head, actor: { login: "cyd" } },
          { after: old, actor: { login: "lee" } },
        ],
      },
    });
    expect(await forge.approvals(proposal)).toEqual({
      approvers: ["lee"],
      authors: ["@ann", "@author", "@bob", "@cyd", "dan@example.com", "stranger@example.com"],
    });
  });

  test.each(["base_ref_changed", "automatic_base_change_succeeded"])(
    "do not count where they were given before it was retargeted: %s",
    async (kind) => {
      const before = said("kim", "APPROVED");
      const turned = { event: kind, created_at: new Date(Date.UTC(2026, 0, 1, hour++)).toISOString() };
      const { forge } = await answers({
        "/reviews": { body: [before, said("lee", "APPROVED")] },
        "/events": { body: [{ event: "labeled", created_at: "2027-01-01T00:00:00Z" }, turned] },
      });
      expect((await forge.approvals(proposal)).approvers).toEqual(["lee"]);
    },
  );

  test("of a fork that tells nothing do not count of its owner", async () => {
    const { forge } = await answers({ "/pulls/7": { body: pull(7, head, "mallory/slo") }, "/activity": { status: 404 } });
    expect((await forge.approvals(proposal)).authors).toEqual(["@author", "@mallory"]);
  });

  test("of more commits than GitHub lists cannot be told", async () => {
    const { forge } = await answers({ "/commits": { body: Array.from({ length: 250 }, () => written("ann")) } });
    await expect(forge.approvals(proposal)).rejects.toThrow(/#7 has 250 commits or more/);
  });
});

test("issues are told from pull requests, which this API calls issues too", async () => {
  const { forge } = await at(() => ({
    body: [
      { number: 1, user: { login: "x" }, body: null },
      { number: 2, user: { login: "x" }, body: "b", pull_request: { url: "" } },
      { number: 3, user: null, body: "c" },
    ],
  }));
  expect(await forge.issues()).toEqual([
    { id: 1, author: "x", body: "" },
    { id: 3, author: "ghost", body: "c" },
  ]);
});

test("a mark has one name, a description that GitHub takes, and the address of the run", async () => {
  const { forge, server: api } = await at(() => ({ status: 201, body: {} }));
  await forge.mark(head, "failure", "x".repeat(200), "https://github.com/acme/slo/actions/runs/1");
  expect(api.asked).toMatchObject([
    {
      method: "POST",
      path: `/repos/acme/slo/statuses/${head}`,
      body: {
        state: "failure",
        context: "slostack review",
        description: "x".repeat(140),
        target_url: "https://github.com/acme/slo/actions/runs/1",
      },
    },
  ]);
});
