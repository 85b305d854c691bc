// Command pulumi-sdk writes the SDK of a package in Python, as `pulumi package add` does: the language host of a Pulumi CLI
// calls the same library, and is in no Go module that can be had.
//
// It reads the schema of the package from standard input and writes below the folder that it is given.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

var version = "unknown"

// noOthers stands for a schema that refers to no other package: whichever is asked for, there is none.
type noOthers struct{ schema.ReferenceLoader }

func (noOthers) LoadPackageReferenceV2(_ context.Context, other *schema.PackageDescriptor) (schema.PackageReference, error) {
	return nil, fmt.Errorf("the schema refers to another package, %s", other.Name)
}

func main() {
	showVersion := flag.Bool("version", false, "print the version and exit")
	flag.Parse()
	if *showVersion {
		fmt.Println("pulumi-sdk, version", version)
		return
	}
	if err := run(flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder string) error {
	if folder == "" {
		return fmt.Errorf("usage: pulumi-sdk <folder> < schema.json")
	}
	var spec schema.PackageSpec
	if err := json.NewDecoder(os.Stdin).Decode(&spec); err != nil {
		return fmt.Errorf("the schema is no JSON: %w", err)
	}
	loader := noOthers{}
	pkg, diagnostics, err := schema.BindSpec(spec, loader, schema.ValidationOptions{})
	if err != nil {
		return err
	}
	if diagnostics.HasErrors() {
		return diagnostics
	}
	// As `pulumi package add` marks an SDK that is for one project.
	pkg.SupportPack = true
	files, err := python.GeneratePackage("pulumi-sdk", pkg, nil, loader)
	if err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
