"""What a model looks like inside: trees, coefficient paths, scatter plots, clusters."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any, Final

logger = logging.getLogger("dataikuapi.dss.ml")
CLASSIFICATION: Final = frozenset({"BINARY_CLASSIFICATION", "MULTICLASS"})
# What is known of a node, and the list of the tree that holds it.
_NODE: Final = {
    "probas": "probas",
    "leftCategories": "leftCategories",
    "impurity": "impurity",
    "predict": "predict",
    "nSamples": "nSamples",
    "threshold": "threshold",
}


class DSSTreeNode:
    """A node of a tree.

    Attributes:
        tree: the tree.
        i: number of the node in it.
    """

    def __init__(self, tree: DSSTree, i: int) -> None:
        self.tree = tree
        self.i = i

    def _child(self, side: str) -> DSSTreeNode | None:
        number: int = self.tree.tree[side][self.i]
        return None if number < 0 else DSSTreeNode(self.tree, number)

    def get_left_child(self) -> DSSTreeNode | None:
        """Gives the node on the left.

        Returns:
            The node, or None.
        """
        return self._child("leftChild")

    def get_right_child(self) -> DSSTreeNode | None:
        """Gives the node on the right.

        Returns:
            The node, or None.
        """
        return self._child("rightChild")

    def get_split_info(self) -> dict[str, Any]:
        """Tells how the node splits.

        Returns:
            A dict with `feature`, `threshold`, `leftCategories`, `nSamples` and others; what the
            tree does not tell is None.
        """
        raw = self.tree.tree
        features = raw.get("feature")
        info: dict[str, Any] = {
            "feature": None if features is None else self.tree.feature_names[features[self.i]]
        }
        for name, member in _NODE.items():
            values = raw.get(member)
            info[name] = None if values is None else values[self.i]
        return info


class DSSTree:
    """A tree of a model.

    Attributes:
        tree: the tree as DSS gives it: lists over its nodes.
        feature_names: names of the features.
        prediction_type: type of the prediction.
        classes: names of the classes, or None.
    """

    def __init__(
        self,
        tree: dict[str, Any],
        feature_names: list[str],
        prediction_type: str | None,
        classes: list[str] | None,
    ) -> None:
        self.tree = tree
        self.feature_names = feature_names
        self.prediction_type = prediction_type
        self.classes = classes

    def get_raw(self) -> dict[str, Any]:
        """Gives the tree as DSS does.

        Returns:
            The dict itself.
        """
        return self.tree

    def get_classes(self) -> list[str] | None:
        """Gives the names of the classes.

        Returns:
            The names; None for a model that predicts numbers.
        """
        if self.prediction_type not in CLASSIFICATION:
            logger.warning("a model that predicts numbers has no classes")
            return None
        return self.classes

    def get_root(self) -> DSSTreeNode:
        """Gives the node at the top.

        Returns:
            The node.
        """
        return DSSTreeNode(self, 0)


class DSSTreeSet:
    """The trees of a model. Get it from `DSSTrainedPredictionModelDetails.get_trees`.

    Attributes:
        trees: the trees as DSS gives them.
        prediction_type: type of the prediction.
    """

    def __init__(self, trees: Mapping[str, Any], prediction_type: str | None) -> None:
        self.trees = trees
        self.prediction_type = prediction_type

    def get_raw(self) -> Mapping[str, Any]:
        """Gives the trees as DSS does.

        Returns:
            The dict itself.
        """
        return self.trees

    def get_feature_names(self) -> list[str]:
        """Gives the names of the features.

        Returns:
            The names.
        """
        return self.trees["featureNames"]

    def get_classes(self) -> list[str] | None:
        """Gives the names of the classes.

        Returns:
            The names; None for a model that predicts numbers, or one of DSS before 13.1.
        """
        if self.prediction_type not in CLASSIFICATION:
            logger.warning("a model that predicts numbers has no classes")
            return None
        classes = self.trees.get("classes")
        if classes is None:
            logger.warning("a model trained before DSS 13.1 does not tell its classes")
        return classes

    def get_trees(self) -> list[DSSTree]:
        """Gives the trees.

        Returns:
            The trees.
        """
        classes = self.get_classes() if self.prediction_type in CLASSIFICATION else None
        names = self.get_feature_names()
        return [DSSTree(each, names, self.prediction_type, classes) for each in self.trees["trees"]]


class DSSCoefficientPaths:
    """How coefficients grow as the penalty shrinks.

    Get it from `DSSTrainedPredictionModelDetails.get_coefficient_paths`.

    Attributes:
        paths: the paths as DSS gives them.
    """

    def __init__(self, paths: Mapping[str, Any]) -> None:
        self.paths = paths

    def get_raw(self) -> Mapping[str, Any]:
        """Gives the paths as DSS does.

        Returns:
            The dict itself.
        """
        return self.paths

    def get_feature_names(self) -> list[str]:
        """Gives the names of the features.

        Returns:
            The names.
        """
        return self.paths["features"]

    def get_coefficient_path(self, feature: str, class_index: int = 0) -> list[float] | None:
        """Gives the path of a feature.

        Args:
            feature: name of the feature.
            class_index: number of the class.

        Returns:
            The coefficient at each step; None if the model has none for the feature.

        Raises:
            ValueError: the model has no such feature.
        """
        number = self.get_feature_names().index(feature)
        steps: list[Any] = self.paths["path"]
        if not steps or number >= len(steps[0][class_index]):
            return None
        return [step[class_index][number] for step in steps]


class DSSScatterPlots:
    """A sample of the rows of a clustering, with their clusters.

    Get it from `DSSTrainedClusteringModelDetails.get_scatter_plots`.

    Attributes:
        scatters: the sample as DSS gives it.
    """

    def __init__(self, scatters: Mapping[str, Any]) -> None:
        self.scatters = scatters

    def get_raw(self) -> Mapping[str, Any]:
        """Gives the sample as DSS does.

        Returns:
            The dict itself.
        """
        return self.scatters

    def get_feature_names(self) -> list[str]:
        """Gives the names of the features.

        Returns:
            The names.
        """
        return list(self.scatters["features"])

    def get_scatter_plot(self, feature_x: str, feature_y: str) -> dict[str, Any]:
        """Gives the points of a plot of two features.

        Args:
            feature_x: name of the feature across.
            feature_y: name of the feature upwards.

        Returns:
            A dict of lists: `cluster`, `x` and `y`; a feature that is not there is None.
        """
        features = self.scatters["features"]
        return {
            "cluster": self.scatters["cluster"],
            "x": features.get(feature_x),
            "y": features.get(feature_y),
        }


class DSSClustersFacts:
    """What is special about each cluster.

    Get it from `DSSTrainedClusteringModelDetails.get_facts`.

    Attributes:
        clusters_facts: the facts as DSS gives them.
    """

    def __init__(self, clusters_facts: Mapping[str, Any]) -> None:
        self.clusters_facts = clusters_facts

    def get_raw(self) -> Mapping[str, Any]:
        """Gives the facts as DSS does.

        Returns:
            The dict itself.
        """
        return self.clusters_facts

    def get_cluster_size(self, cluster_index: int) -> int:
        """Gives how many rows are in a cluster.

        Args:
            cluster_index: number of the cluster.

        Returns:
            The number of rows.
        """
        return self.clusters_facts["clusters"][cluster_index]["size"]

    def get_facts_for_cluster(self, cluster_index: int) -> list[dict[str, Any]]:
        """Gives what is special about a cluster.

        Args:
            cluster_index: number of the cluster.

        Returns:
            The facts.
        """
        return self.clusters_facts["clusters"][cluster_index]["facts"]

    def get_facts_for_cluster_and_feature(
        self, cluster_index: int, feature_name: str
    ) -> list[dict[str, Any]]:
        """Gives what is special about a feature in a cluster.

        Args:
            cluster_index: number of the cluster.
            feature_name: name of the feature.

        Returns:
            The facts.
        """
        facts = self.get_facts_for_cluster(cluster_index)
        return [fact for fact in facts if fact["feature_label"] == feature_name]


class DSSMLTaskQueues:
    """The queues of a project in which training sessions wait; iterate over it for the queues.

    Get it from `DSSProject.list_mltask_queues`.

    Attributes:
        data: the queues as DSS gives them.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.data["queues"])

    def get_raw(self) -> Mapping[str, Any]:
        """Gives the queues as DSS does.

        Returns:
            The dict itself.
        """
        return self.data
