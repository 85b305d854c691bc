"""Runs the program of a folder on the engine by Pulumi's Automation API, which is the language host itself.

usage: python3 automation.py <folder> <stack>; prints JSON as its last line.
"""

import json
import os
import runpy
import sys

from pulumi import automation

folder, name = sys.argv[1:]
os.chdir(folder)
stack = automation.select_stack(
    stack_name=name,
    project_name="shop-monitoring",
    program=lambda: runpy.run_path("__main__.py", run_name="__main__"),
    opts=automation.LocalWorkspaceOptions(work_dir=folder),
)
up = stack.up(on_output=print)
preview = stack.preview(on_output=print)
outputs = {key: output.value for key, output in up.outputs.items()}
print(json.dumps({"up": up.summary.resource_changes, "preview": preview.change_summary, "outputs": outputs}))
