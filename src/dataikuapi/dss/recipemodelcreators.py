# Derived by `tox -e generate` from src/dataikuapi/aio/dss/recipemodelcreators.py. Do not edit.
"""Creators of recipes that use models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from dataikuapi.dss.recipecreator import DSSRecipeCreator, SingleOutputRecipeCreator

if TYPE_CHECKING:
    from dataikuapi.dss.project import DSSProject


class ModelTaker(DSSRecipeCreator):
    """Creates a recipe that has a saved model as an input."""

    def with_input_model(self, model_id: str) -> Self:
        """Sets the model.

        Args:
            model_id: identifier of the saved model.

        Returns:
            This creator.
        """
        return self._with_input(model_id, self.project.project_key, "model")


class PredictionScoringRecipeCreator(ModelTaker, SingleOutputRecipeCreator):
    """Creates a recipe that predicts with a saved model."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("prediction_scoring", name, project)


class ClusteringScoringRecipeCreator(ModelTaker, SingleOutputRecipeCreator):
    """Creates a recipe that finds clusters with a saved model."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("clustering_scoring", name, project)


class EvaluationRecipeCreator(ModelTaker):
    """Creates a recipe that evaluates a saved model; its outputs have to exist."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("evaluation", name, project)

    def with_output_metrics(self, name: str) -> Self:
        """Sets the dataset of the metrics.

        Args:
            name: name of the dataset.

        Returns:
            This creator.
        """
        return self._with_output(name, role="metrics")

    def with_output_evaluation_store(self, mes_id: str) -> Self:
        """Sets the evaluation store.

        Args:
            mes_id: its identifier.

        Returns:
            This creator.
        """
        return self._with_output(mes_id, role="evaluationStore")


class StandaloneEvaluationRecipeCreator(DSSRecipeCreator):
    """Creates a recipe that evaluates predictions without their model."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("standalone_evaluation", name, project)

    def with_output_evaluation_store(self, mes_id: str) -> Self:
        """Sets the evaluation store, which has to exist.

        Args:
            mes_id: its identifier.

        Returns:
            This creator.
        """
        return self._with_output(mes_id, role="main")

    def with_reference_dataset(self, dataset_name: str) -> Self:
        """Sets the dataset that drift is measured against.

        Args:
            dataset_name: its name.

        Returns:
            This creator.
        """
        return self._with_input(dataset_name, self.project.project_key, role="reference")


class AnswersEvaluationRecipeCreator(DSSRecipeCreator):
    """What creators of evaluations of language models and agents have in common."""

    def with_output_metrics(self, metrics_dataset_name: str, append: bool = True) -> Self:
        """Sets the dataset of the metrics, which has to exist.

        Args:
            metrics_dataset_name: its name.
            append: whether a run adds to it instead of replacing it.

        Returns:
            This creator.
        """
        return self._with_output(metrics_dataset_name, append, role="metrics")

    def with_output_evaluation_store(self, evaluation_store_id: str) -> Self:
        """Sets the evaluation store, which has to exist.

        Args:
            evaluation_store_id: its identifier.

        Returns:
            This creator.
        """
        return self._with_output(evaluation_store_id, role="evaluationStore")


class LLMEvaluationRecipeCreator(AnswersEvaluationRecipeCreator):
    """Creates a recipe that evaluates answers of a language model."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("nlp_llm_evaluation", name, project)


class AgentEvaluationRecipeCreator(AnswersEvaluationRecipeCreator):
    """Creates a recipe that evaluates answers of an agent."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("nlp_agent_evaluation", name, project)
