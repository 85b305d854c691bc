// Command vendor-models holds requests against what vendors publish for machines: Datadog's OpenAPI documents, which lie in
// the module of its Go client, and Grafana's provisioning models with their own validation.
//
// It reads a JSON list of {"model", "value"} from standard input and writes, for each, the list of what is wrong with it.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
)

var version = "unknown"

// Request is a value and the model that it has to fit: "grafana/Route", "datadog/v1/Monitor".
type Request struct {
	Model string          `json:"model"`
	Value json.RawMessage `json:"value"`
}

func main() {
	showVersion := flag.Bool("version", false, "print the version and exit")
	schemas := flag.String("schemas", "", "folder with v1/openapi.yaml and v2/openapi.yaml of Datadog")
	flag.Parse()
	if *showVersion {
		fmt.Println("vendor-models, version", version)
		return
	}
	if err := run(*schemas); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(schemas string) error {
	var requests []Request
	if err := json.NewDecoder(os.Stdin).Decode(&requests); err != nil {
		return fmt.Errorf("requests: %w", err)
	}
	datadog := documents{folder: schemas}
	answers := make([][]string, 0, len(requests))
	for _, request := range requests {
		faults, err := judge(&datadog, request)
		if err != nil {
			return fmt.Errorf("%s: %w", request.Model, err)
		}
		answers = append(answers, faults)
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}

func judge(datadog *documents, request Request) ([]string, error) {
	vendor, name, _ := strings.Cut(request.Model, "/")
	switch vendor {
	case "grafana":
		return grafanaFaults(name, request.Value)
	case "datadog":
		return datadog.faults(name, request.Value)
	}
	return nil, fmt.Errorf("there is no vendor %q", vendor)
}
