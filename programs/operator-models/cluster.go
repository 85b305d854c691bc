package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"

	"github.com/blang/semver/v4"
	"github.com/prometheus-operator/prometheus-operator/pkg/alertmanager"
	validationv1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/alertmanager/validation/v1alpha1"
	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	monitoringv1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	"github.com/prometheus-operator/prometheus-operator/pkg/assets"
	"github.com/prometheus-operator/prometheus-operator/pkg/operator"
	prompkg "github.com/prometheus-operator/prometheus-operator/pkg/prometheus"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/utils/ptr"
)

// alertmanagerVersion is one that slostack supports.
const alertmanagerVersion = "0.28.0"

// cluster holds the objects that were applied.
type cluster struct {
	definitions definitions
	routes      map[string]*monitoringv1alpha1.AlertmanagerConfig
	scraped     map[string]*monitoringv1alpha1.ScrapeConfig
	// keys of Secrets that objects name, by namespace and name
	keys map[[2]string]map[string][]byte
}

func newCluster(folder string) *cluster {
	known := definitions{folder: folder, read: map[string]schemaValidator{}}
	return &cluster{
		definitions: known,
		routes:      map[string]*monitoringv1alpha1.AlertmanagerConfig{},
		scraped:     map[string]*monitoringv1alpha1.ScrapeConfig{},
		keys:        map[[2]string]map[string][]byte{},
	}
}

// apply says what is wrong with an object; it is in the cluster if nothing is.
func (c *cluster) apply(text json.RawMessage) ([]string, error) {
	var plain map[string]any
	if err := json.Unmarshal(text, &plain); err != nil {
		return nil, err
	}
	var head metav1.PartialObjectMetadata
	if err := json.Unmarshal(text, &head); err != nil {
		return nil, err
	}
	_, version, _ := strings.Cut(head.APIVersion, "/")
	faults, err := c.definitions.faults(strings.ToLower(head.Kind)+"s", version, plain)
	if err != nil {
		return nil, err
	}
	faults = append(faults, nameFaults(&head.ObjectMeta)...)
	name := head.Namespace + "/" + head.Name
	switch head.Kind {
	case "PrometheusRule":
		var rule monitoringv1.PrometheusRule
		faults = append(faults, strict(text, &rule)...)
		for _, fault := range operator.ValidateRule(rule.Spec) {
			faults = append(faults, fault.Error())
		}
	case "AlertmanagerConfig":
		var config monitoringv1alpha1.AlertmanagerConfig
		faults = append(faults, strict(text, &config)...)
		if err := validationv1alpha1.ValidateAlertmanagerConfig(&config); err != nil {
			faults = append(faults, err.Error())
		}
		c.routes[name] = &config
		c.remember(head.Namespace, plain)
	case "ScrapeConfig":
		var config monitoringv1alpha1.ScrapeConfig
		faults = append(faults, strict(text, &config)...)
		c.scraped[name] = &config
	default:
		return nil, fmt.Errorf("there is no kind %q", head.Kind)
	}
	return faults, nil
}

func strict(text json.RawMessage, into any) []string {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return []string{err.Error()}
	}
	return nil
}

func nameFaults(meta *metav1.ObjectMeta) []string {
	faults := validation.IsDNS1123Subdomain(meta.Name)
	faults = append(faults, validation.IsDNS1123Label(meta.Namespace)...)
	for key, value := range meta.Labels {
		faults = append(faults, validation.IsQualifiedName(key)...)
		faults = append(faults, validation.IsValidLabelValue(value)...)
	}
	return faults
}

// remember makes the Secrets that an object names: every {"name", "key"} in it.
func (c *cluster) remember(namespace string, value any) {
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			c.remember(namespace, item)
		}
	case map[string]any:
		name, isName := value["name"].(string)
		key, isKey := value["key"].(string)
		if isName && isKey && len(value) == 2 {
			at := [2]string{namespace, name}
			if c.keys[at] == nil {
				c.keys[at] = map[string][]byte{}
			}
			c.keys[at][key] = []byte("https://keys.invalid/" + key)
		}
		for _, item := range value {
			c.remember(namespace, item)
		}
	}
}

func (c *cluster) store() *assets.StoreBuilder {
	secrets := []any{}
	for at, data := range c.keys {
		secrets = append(secrets, &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: at[0], Name: at[1]}, Data: data})
	}
	return assets.NewTestStoreBuilder(secrets...)
}

// alertmanager is the configuration that an Alertmanager gets which selects every AlertmanagerConfig.
func (c *cluster) alertmanager(ctx context.Context, matcher, routes string) (string, error) {
	if len(c.routes) == 0 {
		return "", nil
	}
	spec := monitoringv1.AlertmanagerSpec{
		AlertmanagerConfigMatcherStrategy: monitoringv1.AlertmanagerConfigMatcherStrategy{
			Type: monitoringv1.AlertmanagerConfigMatcherStrategyType(matcher),
		},
	}
	builder := alertmanager.NewConfigBuilder(
		slog.New(slog.DiscardHandler),
		semver.MustParse(alertmanagerVersion),
		c.store(),
		&monitoringv1.Alertmanager{ObjectMeta: metav1.ObjectMeta{Namespace: "monitoring", Name: "main"}, Spec: spec},
	)
	if err := builder.InitializeFromRawConfiguration([]byte(routes)); err != nil {
		return "", err
	}
	if err := builder.AddAlertmanagerConfigs(ctx, c.routes); err != nil {
		return "", err
	}
	text, err := builder.MarshalJSON()
	return string(text), err
}

// prometheus is the configuration that a Prometheus gets which selects every ScrapeConfig.
func (c *cluster) prometheus() (string, error) {
	if len(c.scraped) == 0 {
		return "", nil
	}
	server := &monitoringv1.Prometheus{
		ObjectMeta: metav1.ObjectMeta{Namespace: "monitoring", Name: "main"},
		Spec: monitoringv1.PrometheusSpec{
			CommonPrometheusFields: monitoringv1.CommonPrometheusFields{Version: "v3.0.0", Shards: ptr.To(int32(1))},
		},
	}
	generator, err := prompkg.NewConfigGenerator(slog.New(slog.DiscardHandler), server)
	if err != nil {
		return "", err
	}
	text, err := generator.GenerateServerConfiguration(server, nil, nil, nil, c.scraped, c.store(), nil, nil, nil, nil)
	return string(text), err
}
