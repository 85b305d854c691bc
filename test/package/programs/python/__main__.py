import pulumi
import pulumi_slostack as slostack

monitoring = slostack.Slostack("monitoring", catalog="./catalog")

pulumi.export("environment", monitoring.outputs["environment"])
pulumi.export("monitoring", monitoring.outputs)
