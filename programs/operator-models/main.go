// Command operator-models does with objects what a cluster with the Prometheus operator does: the API server's validation by the
// published definitions, the operator's own checks, and the configuration that it makes of the objects.
//
// It reads {"objects": [...], "matcher": "OnNamespace" | "None", "routes": "..."} from standard input and writes, for each object, the
// list of what is wrong with it, and the configurations of the Alertmanager and of the Prometheus. Every key of a Secret that an
// object names has the value https://keys.invalid/<key>.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
)

var version = "unknown"

// Request is what a cluster is given.
type Request struct {
	Objects []json.RawMessage `json:"objects"`
	Matcher string            `json:"matcher"`
	// Routes is the configuration that the Alertmanager has already, as YAML.
	Routes string `json:"routes"`
}

// Answer is what the operator makes of it.
type Answer struct {
	// Faults has a list for each object, in their order.
	Faults [][]string `json:"faults"`
	// Alertmanager is alertmanager.yaml.
	Alertmanager string `json:"alertmanager,omitempty"`
	// Prometheus is prometheus.yaml.
	Prometheus string `json:"prometheus,omitempty"`
}

func main() {
	showVersion := flag.Bool("version", false, "print the version and exit")
	definitions := flag.String("definitions", "", "folder of the operator's custom resource definitions")
	flag.Parse()
	if *showVersion {
		fmt.Println("operator-models, version", version)
		return
	}
	if err := run(context.Background(), *definitions); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, folder string) error {
	var request Request
	if err := json.NewDecoder(os.Stdin).Decode(&request); err != nil {
		return fmt.Errorf("request: %w", err)
	}
	cluster := newCluster(folder)
	answer := Answer{Faults: make([][]string, 0, len(request.Objects))}
	for _, object := range request.Objects {
		faults, err := cluster.apply(object)
		if err != nil {
			return err
		}
		answer.Faults = append(answer.Faults, faults)
	}
	var err error
	if answer.Alertmanager, err = cluster.alertmanager(ctx, request.Matcher, request.Routes); err != nil {
		return fmt.Errorf("alertmanager: %w", err)
	}
	if answer.Prometheus, err = cluster.prometheus(); err != nil {
		return fmt.Errorf("prometheus: %w", err)
	}
	return json.NewEncoder(os.Stdout).Encode(answer)
}
