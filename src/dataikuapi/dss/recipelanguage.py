# Derived by `tox -e generate` from src/dataikuapi/aio/dss/recipelanguage.py. Do not edit.
"""Recipes that use language models: their settings and creators.

A language model is named by its identifier; an object that holds one is understood, too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from dataikuapi._args import check_str
from dataikuapi.dss.recipecreator import DSSRecipeCreator, SingleOutputRecipeCreator
from dataikuapi.dss.recipesettings import DSSRecipeSettings

if TYPE_CHECKING:
    from dataikuapi.dss.project import DSSProject

# Of an identifier such as agent:a1b2, which part names the model that is an input of the recipe.
_MODEL_PARTS = {"agent": 1, "retrieval-augmented-llm": 1, "saved-model": 3}


def _model_id(name: str, model: Any) -> str:
    """The identifier of a language model.

    Raises:
        ValueError: it is none, nor an object that holds one.
    """
    for found in (model, getattr(model, "llm_id", None), getattr(model, "id", None)):
        if isinstance(found, str):
            return check_str(name, found)
    raise ValueError(f"{name} must be the identifier of a model, not {type(model).__name__}")


class BaseEmbedRecipeSettings(DSSRecipeSettings):
    """Settings of a recipe that fills a knowledge bank."""


class EmbedDatasetRecipeSettings(BaseEmbedRecipeSettings):
    """Settings of a recipe that embeds a dataset."""

    @property
    def embedding_column(self) -> str | None:
        """Name of the column that is embedded."""
        return self.obj_payload.get("knowledgeColumn")

    @embedding_column.setter
    def embedding_column(self, column: str) -> None:
        self.obj_payload["knowledgeColumn"] = column

    @property
    def max_records(self) -> int | None:
        """How many rows are embedded at most."""
        return self.obj_payload.get("maxRecords")

    @max_records.setter
    def max_records(self, count: int) -> None:
        self.obj_payload["maxRecords"] = count


class EmbedDocumentsRecipeSettings(BaseEmbedRecipeSettings):
    """Settings of a recipe that embeds documents."""


class ExtractContentRecipeSettings(DSSRecipeSettings):
    """Settings of a recipe that takes the content out of documents."""


class ExtractFieldsRecipeSettings(DSSRecipeSettings):
    """Settings of a recipe that takes fields out of documents."""


class PromptRecipeSettings(DSSRecipeSettings):
    """Settings of a prompt recipe."""


class BaseEmbedRecipeCreator(DSSRecipeCreator):
    """Creates a recipe that fills a knowledge bank."""

    def with_output_knowledge_bank(
        self,
        name: str,
        embedding_llm: Any,
        vector_store_type: str = "CHROMA",
        vector_store_params: Mapping[str, Any] | None = None,
    ) -> Self:
        """Sets the knowledge bank, which is created together with the recipe.

        Args:
            name: its name.
            embedding_llm: identifier of the model that embeds.
            vector_store_type: type of the vector store, such as `CHROMA` or `PINECONE`.
            vector_store_params: its parameters.

        Returns:
            This creator.

        Raises:
            ValueError: the model is not named.
        """
        self.creation_settings.update(
            outputRetrievableKnowledgeName=name,
            embeddingLLMId=_model_id("embedding_llm", embedding_llm),
            vectorStoreType=vector_store_type,
        )
        self.creation_settings.update(vector_store_params or {})
        return self


class EmbedDatasetRecipeCreator(BaseEmbedRecipeCreator):
    """Creates a recipe that embeds a dataset."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("nlp_llm_rag_embedding", name, project)


class VisionTaker(DSSRecipeCreator):
    """Creates a recipe in which a model looks at documents."""

    def with_vlm(self, vlm: Any) -> Self:
        """Sets the model that looks at the documents.

        Args:
            vlm: identifier of the model.

        Returns:
            This creator.

        Raises:
            ValueError: the model is not named.
        """
        self.creation_settings["VLMId"] = _model_id("vlm", vlm)
        return self


class EmbedDocumentsRecipeCreator(VisionTaker, BaseEmbedRecipeCreator):
    """Creates a recipe that embeds documents."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("embed_documents", name, project)


class ExtractContentRecipeCreator(VisionTaker, SingleOutputRecipeCreator):
    """Creates a recipe that takes the content out of documents."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("extract_content", name, project)


class ExtractFieldsRecipeCreator(VisionTaker, SingleOutputRecipeCreator):
    """Creates a recipe that takes fields out of documents."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("extract_fields", name, project)

    def with_extraction_schema(self, schema: Any) -> Self:
        """Sets which fields are taken out.

        Args:
            schema: a JSON schema as text or dict, or a class of pydantic that has one.

        Returns:
            This creator.

        Raises:
            ValueError: it is neither.
        """
        self.creation_settings["extractionSchema"] = _json_schema(schema)
        return self


def _json_schema(schema: Any) -> str:
    if isinstance(schema, str) and schema:
        return schema
    make = getattr(schema, "model_json_schema", None)
    found: Any = make() if callable(make) else schema
    if not isinstance(found, Mapping):
        raise ValueError(  # noqa: TRY004  one class of error, as for models
            f"schema must be a JSON schema or a class of pydantic, not {type(schema).__name__}"
        )
    return json.dumps(found)


class PromptRecipeCreator(SingleOutputRecipeCreator):
    """Creates a prompt recipe."""

    def __init__(self, name: str | None, project: DSSProject) -> None:
        super().__init__("prompt", name, project)

    def with_llm(self, llm: Any) -> Self:
        """Sets the model or agent that answers.

        Args:
            llm: its identifier, such as `openai:main:gpt-4o` or `agent:a1b2`; a model of the
                project becomes an input of the recipe.

        Returns:
            This creator.

        Raises:
            ValueError: it is not named, or its identifier lacks a part.
        """
        llm_id = _model_id("llm", llm)
        parts = llm_id.split(":")
        place = _MODEL_PARTS.get(parts[0])
        if place is not None and len(parts) <= place:
            raise ValueError(f"the identifier of the model lacks a part: {llm_id}")
        payload = self.creation_settings.setdefault("initialPayload", {})
        payload.update(llmId=llm_id, onlySetLLMId=False)
        if place is None:
            return self
        return self._with_input(parts[place], self.project.project_key, "model")
