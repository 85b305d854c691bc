/** An outside program: which version counts, how it prints that version, and how it is built. */
export interface Program {
  readonly name: string;
  /** Folder below `programs/` with its `go.mod`; programs of one repository share one. */
  readonly module: string;
  /** The Go package of the command, one of the module's tools. */
  readonly package: string;
  /** How many Go packages it is made of, about, by `go list -deps`: what a cold build compiles. */
  readonly packages: number;
  /** Where a person gets it, so that nothing is built; absent where nobody offers it. */
  readonly download?: string;
  /** The version that is built or downloaded when none is found. */
  readonly version: string;
  /** The oldest version on PATH that is used instead. */
  readonly minimum: string;
  readonly versionArguments: readonly string[];
  /** Finds the version in what the program prints; its first group is the version. */
  readonly versionPattern: RegExp;
  readonly tags: string;
  readonly ldflags: string;
}

/** Without the clients of every cloud that could discover targets: ours are static, and a cold build takes less than half of the time. */
const staticTargets = "remove_all_sd";

/** The pins here and in each `go.mod` are held equal by a test. */
export const programs = {
  pulumi: {
    name: "pulumi",
    module: "pulumi",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    packages: 1683,
    download: "https://www.pulumi.com/docs/install/",
    version: "3.259.0",
    // The engine that every test of this project ran on; older ones are untested.
    minimum: "3.259.0",
    versionArguments: ["version"],
    versionPattern: /^v?(\d+\.\d+\.\d+)/m,
    tags: "osusergo,grpcnotrace",
    ldflags: "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.259.0",
  },
  "pulumi-language-yaml": {
    name: "pulumi-language-yaml",
    module: "pulumi-yaml",
    package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    packages: 668,
    // The newest whose Go module could be had.
    version: "1.25.0",
    minimum: "1.25.0",
    // It prints no version, so one on PATH is passed over. Beside a CLI that came with its language hosts, the engine takes that one.
    versionArguments: ["-help"],
    versionPattern: /pulumi-language-yaml v(\d+\.\d+\.\d+)/,
    tags: "",
    ldflags: "-s -w -X github.com/pulumi/pulumi-yaml/pkg/version.Version=v1.25.0",
  },
  "pulumi-sdk": {
    name: "pulumi-sdk",
    module: "pulumi-sdk",
    package: "slostack/programs/pulumi-sdk",
    packages: 781,
    version: "3.259.0",
    minimum: "3.259.0",
    versionArguments: ["--version"],
    versionPattern: /^pulumi-sdk, version (\d+\.\d+\.\d+)/,
    // Those of the engine, so that Go compiles what both hold once.
    tags: "osusergo,grpcnotrace",
    ldflags: "-s -w -X main.version=3.259.0",
  },
  promtool: {
    name: "promtool",
    module: "prometheus",
    package: "github.com/prometheus/prometheus/cmd/promtool",
    packages: 1094,
    download: "https://prometheus.io/download/",
    // Prometheus numbers its Go module 0.<major><minor, two digits>.<patch>: v0.313.0 is Prometheus 3.13.0.
    version: "3.13.0",
    // Prometheus 3 stores `le="30.0"` where 2 stored `le="30"`; a 2 would prove the wrong thing.
    minimum: "3.0.0",
    versionArguments: ["--version"],
    versionPattern: /version (\d+\.\d+\.\d+)/,
    tags: staticTargets,
    ldflags: "-s -w -X github.com/prometheus/common/version.Version=3.13.0",
  },
  prometheus: {
    name: "prometheus",
    module: "prometheus",
    package: "github.com/prometheus/prometheus/cmd/prometheus",
    packages: 1019,
    download: "https://prometheus.io/download/",
    version: "3.13.0",
    minimum: "3.0.0",
    versionArguments: ["--version"],
    versionPattern: /version (\d+\.\d+\.\d+)/,
    tags: staticTargets,
    ldflags: "-s -w -X github.com/prometheus/common/version.Version=3.13.0",
  },
  alertmanager: {
    name: "alertmanager",
    module: "alertmanager",
    package: "github.com/prometheus/alertmanager/cmd/alertmanager",
    packages: 694,
    download: "https://prometheus.io/download/",
    // The newest whose web pages are in its Go module; from 0.32 on they are made by Node before the build.
    version: "0.31.1",
    // The oldest whose fields docs and tests were compared with.
    minimum: "0.28.0",
    versionArguments: ["--version"],
    versionPattern: /version (\d+\.\d+\.\d+)/,
    tags: "",
    ldflags: "-s -w -X github.com/prometheus/common/version.Version=0.31.1",
  },
  amtool: {
    name: "amtool",
    module: "alertmanager",
    package: "github.com/prometheus/alertmanager/cmd/amtool",
    packages: 648,
    download: "https://prometheus.io/download/",
    version: "0.31.1",
    minimum: "0.28.0",
    versionArguments: ["--version"],
    versionPattern: /version (\d+\.\d+\.\d+)/,
    tags: "",
    ldflags: "-s -w -X github.com/prometheus/common/version.Version=0.31.1",
  },
  promql: {
    name: "promql",
    module: "promql",
    package: "slostack/programs/promql",
    packages: 821,
    version: "3.13.0",
    minimum: "3.13.0",
    versionArguments: ["--version"],
    versionPattern: /^promql, version (\d+\.\d+\.\d+)/,
    tags: "",
    ldflags: "-s -w -X main.version=3.13.0",
  },
  "vendor-models": {
    name: "vendor-models",
    module: "vendor-models",
    package: "slostack/programs/vendor-models",
    packages: 268,
    // That of Datadog's Go client, whose module holds the OpenAPI documents.
    version: "2.67.0",
    minimum: "2.67.0",
    versionArguments: ["--version"],
    versionPattern: /^vendor-models, version (\d+\.\d+\.\d+)/,
    tags: "",
    ldflags: "-s -w -X main.version=2.67.0",
  },
  "operator-models": {
    name: "operator-models",
    module: "operator-models",
    package: "slostack/programs/operator-models",
    packages: 1066,
    // That of the Prometheus operator, whose own code it runs.
    version: "0.85.0",
    minimum: "0.85.0",
    versionArguments: ["--version"],
    versionPattern: /^operator-models, version (\d+\.\d+\.\d+)/,
    tags: staticTargets,
    ldflags: "-s -w -X main.version=0.85.0",
  },
  "otelcol-slostack": {
    name: "otelcol-slostack",
    module: "otelcol",
    package: "slostack/programs/otelcol",
    packages: 965,
    // The newest whose modules could all be had; of later ones, pkg/ottl/xottl could not.
    version: "0.161.0",
    minimum: "0.161.0",
    versionArguments: ["--version"],
    versionPattern: /^otelcol-slostack version (\d+\.\d+\.\d+)/m,
    tags: "",
    ldflags: "-s -w -X main.version=0.161.0",
  },
  "vmalert-tool": {
    name: "vmalert-tool",
    module: "victoria-metrics",
    package: "github.com/VictoriaMetrics/VictoriaMetrics/app/vmalert-tool",
    packages: 449,
    download: "https://docs.victoriametrics.com/victoriametrics/vmalert-tool/",
    version: "1.151.0",
    minimum: "1.151.0",
    versionArguments: ["--version"],
    versionPattern: /v(\d+\.\d+\.\d+)/,
    tags: "",
    ldflags: "-s -w -X github.com/VictoriaMetrics/VictoriaMetrics/lib/buildinfo.Version=v1.151.0",
  },
  sloth: {
    name: "sloth",
    module: "sloth",
    package: "github.com/slok/sloth/cmd/sloth",
    packages: 976,
    download: "https://sloth.dev/introduction/install/",
    version: "0.16.0",
    minimum: "0.16.0",
    versionArguments: ["version"],
    versionPattern: /v?(\d+\.\d+\.\d+)/,
    tags: "",
    ldflags: "-s -w -X github.com/slok/sloth/internal/info.Version=v0.16.0",
  },
  actionlint: {
    name: "actionlint",
    module: "actionlint",
    package: "github.com/rhysd/actionlint/cmd/actionlint",
    packages: 106,
    download: "https://github.com/rhysd/actionlint",
    version: "1.7.12",
    // Of GitHub's keys an older one knows fewer, and takes the rest for faults.
    minimum: "1.7.12",
    versionArguments: ["-version"],
    versionPattern: /^v?(\d+\.\d+\.\d+)/m,
    tags: "",
    ldflags: "-s -w -X github.com/rhysd/actionlint.version=1.7.12",
  },
} as const satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

export const programNames = Object.keys(programs) as ProgramName[];
