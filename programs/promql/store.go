package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
)

// store is Prometheus' own storage in a folder that goes with it.
type store struct {
	*tsdb.DB
	folder string
}

// aCentury (ms) is longer than any watch: nothing is compacted, and rules may write behind what was scraped.
const aCentury = 100 * 365 * 24 * 3600 * 1000

func newStore() (*store, error) {
	folder, err := os.MkdirTemp("", "promql")
	if err != nil {
		return nil, err
	}
	options := tsdb.DefaultOptions()
	options.MinBlockDuration, options.MaxBlockDuration, options.RetentionDuration = aCentury, aCentury, 0
	// It is gone with the process: nothing is written ahead for a later one, and no other one looks on.
	options.WALSegmentSize, options.NoLockfile, options.IsolationDisabled = -1, true, true
	db, err := tsdb.Open(folder, nil, nil, options, tsdb.NewDBStats())
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	return &store{db, folder}, nil
}

func (one *store) Close() error {
	return errors.Join(one.DB.Close(), os.RemoveAll(one.folder))
}

// load makes a storage that has all that is scraped. What looks on sees nothing of its future: no query looks ahead.
func (watch Watch) load() (*store, error) {
	// Of a series that is given twice the last one counts, as in promtool.
	scraped := map[string]samples{}
	for _, one := range watch.Series {
		metric, values, err := queryParser.ParseSeriesDesc(one.Series + " " + one.Values)
		if err != nil {
			return nil, fmt.Errorf("series %s: %w", one.Series, err)
		}
		scraped[metric.String()] = samples{metric, values}
	}
	db, err := newStore()
	if err != nil {
		return nil, fmt.Errorf("storage: %w", err)
	}
	for name, one := range scraped {
		if err := watch.append(db, one); err != nil {
			return nil, errors.Join(fmt.Errorf("series %s: %w", name, err), db.Close())
		}
	}
	return db, nil
}

type samples struct {
	metric labels.Labels
	values []parser.SequenceValue
}

func (watch Watch) append(db storage.Appendable, one samples) (err error) {
	appender := db.Appender(context.Background())
	var ref storage.SeriesRef
	for index, value := range one.values {
		at := watch.Start*1000 + int64(index)*watch.Tick
		switch {
		case value.Omitted:
			continue
		case value.Histogram != nil:
			ref, err = appender.AppendHistogram(ref, one.metric, at, nil, value.Histogram)
		default:
			ref, err = appender.Append(ref, one.metric, at, value.Value)
		}
		if err != nil {
			return errors.Join(err, appender.Rollback())
		}
	}
	return appender.Commit()
}
