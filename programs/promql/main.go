// Command promql answers queries over given series with Prometheus' own engine, and says how many samples each one
// touched: the figure that a Prometheus server reports as totalQueryableSamples, a cost that no machine changes. Asked
// more than once, it also says how much processor time that took. Recording rules are evaluated before, every minute.
//
// It reads one JSON request from standard input and writes one JSON list of answers to standard output.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/promql/promqltest"
)

var version = "unknown"

// Request holds series in promtool's notation, one sample every Interval seconds from the epoch on.
type Request struct {
	Interval int      `json:"interval"`
	Series   []Series `json:"series"`
	// Records are evaluated in their order every minute, from the epoch to the last moment that is asked for.
	Records []Record `json:"records"`
	Queries []Query  `json:"queries"`
}

// Record is a recording rule.
type Record struct {
	Record string            `json:"record"`
	Expr   string            `json:"expr"`
	Labels map[string]string `json:"labels"`
}

type Series struct {
	Series string `json:"series"`
	Values string `json:"values"`
}

// Query is asked at a number of seconds after the epoch; with a step, also every step before it, Steps times.
type Query struct {
	Expr  string `json:"expr"`
	At    int64  `json:"at"`
	Step  int64  `json:"step"`
	Steps int64  `json:"steps"`
	// Times is how often it is asked; once where it is not given.
	Times int `json:"times"`
}

type Answer struct {
	// Samples is how many samples the engine loaded, counted again each time that one is.
	Samples int64 `json:"samples"`
	// Values are those of the series that were returned; none of a query with a step.
	Values []float64 `json:"values"`
	// Lines are the series of a query with a step.
	Lines []Line `json:"lines,omitempty"`
	// Seconds is the processor time of the whole process for one of the times; 0 where it was asked once.
	Seconds float64 `json:"seconds"`
}

// Line is one series over time.
type Line struct {
	Labels map[string]string `json:"labels"`
	// Points are its values from the first moment to the last; null where it has none, or one that is no number.
	Points []*float64 `json:"points"`
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
	engine := promql.NewEngine(promql.EngineOpts{
		Parser:               queryParser,
		MaxSamples:           50_000_000, // a server's default
		Timeout:              2 * time.Minute,
		EnableAtModifier:     true,
		EnableNegativeOffset: true,
	})
	if err := record(loader, engine, request.Records, last); err != nil {
		return nil, err
	}
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

// A server has extended range selectors behind a feature flag, which a catalog may ask for.
var queryParser = parser.NewParser(parser.Options{EnableExtendedRangeSelectors: true})

func load(request Request) string {
	var text strings.Builder
	fmt.Fprintf(&text, "load %ds\n", request.Interval)
	for _, one := range request.Series {
		fmt.Fprintf(&text, "  %s %s\n", one.Series, one.Values)
	}
	return text.String()
}

// record loads what is scraped up to a moment, and evaluates the rules on the way: a rule sees nothing of its future.
func record(loader *promqltest.LazyLoader, engine *promql.Engine, records []Record, last int64) (err error) {
	till := func(seconds int64) error {
		loader.WithSamplesTill(time.Unix(seconds, 0), func(failure error) { err = failure })
		if err != nil {
			return fmt.Errorf("series: %w", err)
		}
		return nil
	}
	if len(records) == 0 {
		return till(last)
	}
	for at := int64(0); at <= last; at += 60 {
		if err := till(at); err != nil {
			return err
		}
		for _, one := range records {
			if err := one.evaluate(loader, engine, at); err != nil {
				return fmt.Errorf("%s: %w", one.Record, err)
			}
		}
	}
	return till(last)
}

// evaluate keeps what the rule returns at a moment, under its name and with its labels.
func (one Record) evaluate(loader *promqltest.LazyLoader, engine *promql.Engine, at int64) error {
	vector, _, err := instant(loader.Context(), engine, loader, one.Expr, at)
	if err != nil {
		return err
	}
	appender := loader.Storage().Appender(loader.Context())
	for _, sample := range vector {
		builder := labels.NewBuilder(sample.Metric).Set(labels.MetricName, one.Record)
		for name, value := range one.Labels {
			builder.Set(name, value)
		}
		if _, err := appender.Append(0, builder.Labels(), at*1000, sample.F); err != nil {
			return errors.Join(err, appender.Rollback())
		}
	}
	return appender.Commit()
}

func ask(ctx context.Context, engine *promql.Engine, loader *promqltest.LazyLoader, query Query) (Answer, error) {
	if query.Step > 0 {
		return askRange(ctx, engine, loader, query)
	}
	vector, samples, err := instant(ctx, engine, loader, query.Expr, query.At)
	if err != nil {
		return Answer{}, err
	}
	values := make([]float64, 0, len(vector))
	for _, sample := range vector {
		values = append(values, sample.F)
	}
	return Answer{Samples: samples, Values: values}, nil
}

func instant(ctx context.Context, engine *promql.Engine, loader *promqltest.LazyLoader, expr string, at int64) (promql.Vector, int64, error) {
	prepared, err := engine.NewInstantQuery(ctx, loader.Queryable(), nil, expr, time.Unix(at, 0))
	if err != nil {
		return nil, 0, err
	}
	defer prepared.Close()
	result := prepared.Exec(ctx)
	if result.Err != nil {
		return nil, 0, result.Err
	}
	vector, err := result.Vector()
	return vector, prepared.Stats().Samples.TotalSamples, err
}

func askRange(ctx context.Context, engine *promql.Engine, loader *promqltest.LazyLoader, query Query) (Answer, error) {
	first := query.At - (query.Steps-1)*query.Step
	step := time.Duration(query.Step) * time.Second
	prepared, err := engine.NewRangeQuery(ctx, loader.Queryable(), nil, query.Expr, time.Unix(first, 0), time.Unix(query.At, 0), step)
	if err != nil {
		return Answer{}, err
	}
	defer prepared.Close()
	result := prepared.Exec(ctx)
	if result.Err != nil {
		return Answer{}, result.Err
	}
	matrix, err := result.Matrix()
	if err != nil {
		return Answer{}, err
	}
	lines := make([]Line, 0, len(matrix))
	for _, series := range matrix {
		points := make([]*float64, query.Steps)
		for _, point := range series.Floats {
			if !math.IsNaN(point.F) && !math.IsInf(point.F, 0) {
				points[(point.T/1000-first)/query.Step] = &point.F
			}
		}
		lines = append(lines, Line{Labels: series.Metric.Map(), Points: points})
	}
	return Answer{Samples: prepared.Stats().Samples.TotalSamples, Values: []float64{}, Lines: lines}, nil
}
