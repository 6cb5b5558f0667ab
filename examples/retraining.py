"""Retrain a model and activate the new version only when it is better than the one in use."""

from __future__ import annotations

import os

from dataikuapi import DSSClient


def main(client: DSSClient, project_key: str, saved_model_id: str, metric: str = "auc") -> bool:
    """Train the models of the saved model's analysis again; True when a new version is active.

    The metric is one of which more is better, such as auc, f1, accuracy or r2.
    """
    model = client.get_project(project_key).get_saved_model(saved_model_id)
    task = model.get_origin_ml_task()
    if task is None:
        raise ValueError(f"{saved_model_id} comes from no analysis: it can not be trained again")
    in_use = model.get_active_version()
    if in_use is None:
        now = float("-inf")
    else:
        now = model.get_version_details(in_use["id"]).get_performance_metrics()[metric]
    print(f"In use: {metric} {now:.3f}")

    candidates = {}
    for model_id in task.train(session_name="Retraining"):
        details = task.get_trained_model_details(model_id)
        candidates[model_id] = details.get_performance_metrics().get(metric)
        print(details.get_raw_snippet().get("algorithm"), candidates[model_id])
    scores = {model_id: score for model_id, score in candidates.items() if score is not None}
    best = max(scores, key=lambda model_id: scores[model_id], default=None)

    if best is None or scores[best] <= now:
        print("Nothing better was found")
        return False
    task.redeploy_to_flow(best, saved_model_id=saved_model_id, activate=True)
    print("Active now:", model.get_active_version()["id"])
    return True


if __name__ == "__main__":
    dss = DSSClient(os.environ["DKU_DSS_URL"], os.environ["DKU_API_KEY"])
    main(dss, "PENGUINS", os.environ["SAVED_MODEL"])
