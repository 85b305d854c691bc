// Command promql answers instant queries over given series with Prometheus' own engine, and says how many samples each
// one touched: the figure that a Prometheus server reports as totalQueryableSamples, a cost that no machine changes. Asked
// more than once, it also says how much processor time that took.
//
// It reads one JSON request from standard input and writes one JSON list of answers to standard output.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/promqltest"
)

var version = "unknown"

// Request holds series in promtool's notation, one sample every Interval seconds from the epoch on.
type Request struct {
	Interval int       `json:"interval"`
	Series   []Series  `json:"series"`
	Queries  []Instant `json:"queries"`
}

type Series struct {
	Series string `json:"series"`
	Values string `json:"values"`
}

// Instant is a query at a number of seconds after the epoch.
type Instant struct {
	Expr string `json:"expr"`
	At   int64  `json:"at"`
	// Times is how often it is asked; once where it is not given.
	Times int `json:"times"`
}

type Answer struct {
	// Samples is how many samples the engine loaded, counted again each time that one is.
	Samples int64 `json:"samples"`
	// Values are those of the series that were returned.
	Values []float64 `json:"values"`
	// Seconds is the processor time of the whole process for one of the times; 0 where it was asked once.
	Seconds float64 `json:"seconds"`
}

func main() {
	showVersion := flag.Bool("version", false, "print the version and exit")
	flag.Parse()
	if *showVersion {
		fmt.Println("promql, version", version)
		return
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	var request Request
	if err := json.NewDecoder(os.Stdin).Decode(&request); err != nil {
		return fmt.Errorf("request: %w", err)
	}
	answers, err := answer(request)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}

func answer(request Request) (answers []Answer, err error) {
	loader, err := promqltest.NewLazyLoader(load(request), promqltest.LazyLoaderOpts{EnableAtModifier: true, EnableNegativeOffset: true})
	if err != nil {
		return nil, fmt.Errorf("series: %w", err)
	}
	defer func() { err = errors.Join(err, loader.Close()) }()
	var last int64
	for _, query := range request.Queries {
		last = max(last, query.At)
	}
	loader.WithSamplesTill(time.Unix(last, 0), func(failure error) { err = failure })
	if err != nil {
		return nil, fmt.Errorf("series: %w", err)
	}
	engine := promql.NewEngine(promql.EngineOpts{
		// A server has it behind a feature flag, which a catalog may ask for.
		Parser:               parser.NewParser(parser.Options{EnableExtendedRangeSelectors: true}),
		MaxSamples:           50_000_000, // a server's default
		Timeout:              2 * time.Minute,
		EnableAtModifier:     true,
		EnableNegativeOffset: true,
	})
	answers = make([]Answer, 0, len(request.Queries))
	for _, query := range request.Queries {
		one, err := ask(loader.Context(), engine, loader, query)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", query.Expr, err)
		}
		before := processorTime()
		for range query.Times - 1 {
			if _, err := ask(loader.Context(), engine, loader, query); err != nil {
				return nil, fmt.Errorf("%s: %w", query.Expr, err)
			}
		}
		if query.Times > 1 {
			one.Seconds = (processorTime() - before).Seconds() / float64(query.Times-1)
		}
		answers = append(answers, one)
	}
	return answers, engine.Close()
}

func load(request Request) string {
	var text strings.Builder
	fmt.Fprintf(&text, "load %ds\n", request.Interval)
	for _, one := range request.Series {
		fmt.Fprintf(&text, "  %s %s\n", one.Series, one.Values)
	}
	return text.String()
}

func ask(ctx context.Context, engine *promql.Engine, loader *promqltest.LazyLoader, query Instant) (Answer, error) {
	prepared, err := engine.NewInstantQuery(ctx, loader.Queryable(), nil, query.Expr, time.Unix(query.At, 0))
	if err != nil {
		return Answer{}, err
	}
	defer prepared.Close()
	result := prepared.Exec(ctx)
	if result.Err != nil {
		return Answer{}, result.Err
	}
	vector, err := result.Vector()
	if err != nil {
		return Answer{}, err
	}
	values := make([]float64, 0, len(vector))
	for _, sample := range vector {
		values = append(values, sample.F)
	}
	return Answer{Samples: prepared.Stats().Samples.TotalSamples, Values: values}, nil
}
