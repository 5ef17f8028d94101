package dev.hadamard.reproduce.experiment;

import dev.hadamard.reproduce.chromatography.AlkanesExperiment;
import dev.hadamard.reproduce.chromatography.BenchmarkColumnExperiment;
import dev.hadamard.reproduce.chromatography.BreakthroughExperiment;
import dev.hadamard.reproduce.chromatography.BtexExperiment;
import dev.hadamard.reproduce.chromatography.CompetitionExperiment;
import dev.hadamard.reproduce.chromatography.DiffusionExperiment;
import dev.hadamard.reproduce.chromatography.DisplacementExperiment;
import dev.hadamard.reproduce.chromatography.FitSpeedExperiment;
import dev.hadamard.reproduce.chromatography.GoldsteinExperiment;
import dev.hadamard.reproduce.chromatography.InverterSurveyExperiment;
import dev.hadamard.reproduce.chromatography.LaplaceRoutesExperiment;
import dev.hadamard.reproduce.chromatography.MoleculesExperiment;
import dev.hadamard.reproduce.chromatography.ScalingTableExperiment;
import dev.hadamard.reproduce.chromatography.VanDeemterExperiment;
import dev.hadamard.reproduce.chromatography.VariableVelocityExperiment;
import dev.hadamard.reproduce.excursion.ClippedMeanExperiment;
import dev.hadamard.reproduce.excursion.DiscretisationExperiment;
import dev.hadamard.reproduce.excursion.DivisorExperiment;
import dev.hadamard.reproduce.excursion.EquivalenceExperiment;
import dev.hadamard.reproduce.excursion.ExcursionLawExperiment;
import dev.hadamard.reproduce.excursion.ExponentTableExperiment;
import dev.hadamard.reproduce.excursion.HeavyTailExperiment;
import dev.hadamard.reproduce.excursion.IntegratedNoiseExperiment;
import dev.hadamard.reproduce.excursion.InversionExperiment;
import dev.hadamard.reproduce.excursion.LevelExperiment;
import dev.hadamard.reproduce.excursion.LimitsExperiment;
import dev.hadamard.reproduce.excursion.OrthantExperiment;
import dev.hadamard.reproduce.excursion.SechSlopeExperiment;
import dev.hadamard.reproduce.excursion.ValidityMapExperiment;
import dev.hadamard.reproduce.gp.JointLearningExperiment;
import dev.hadamard.reproduce.gp.LearningStudyExperiment;
import dev.hadamard.reproduce.gp.MethodTableExperiment;
import dev.hadamard.reproduce.gp.PdeErrorExperiment;
import dev.hadamard.reproduce.gp.PdeResolutionExperiment;
import dev.hadamard.reproduce.gp.ScalingExperiment;
import dev.hadamard.reproduce.gp.UncertaintyExperiment;
import dev.hadamard.reproduce.implicit.DictionaryExperiment;
import dev.hadamard.reproduce.implicit.DistillationExperiment;
import dev.hadamard.reproduce.implicit.JacobianPrecisionExperiment;
import dev.hadamard.reproduce.implicit.SoftSpheresExperiment;
import dev.hadamard.reproduce.implicit.SvmExperiment;
import dev.hadamard.reproduce.implicit.TuningExperiment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The experiments that can be asked for, in the order in which they are run. */
public final class ExperimentRegistry {
  private static final ExperimentRegistry STANDARD =
      of(
          List.of(
              new ExponentTableExperiment(),
              new ExcursionLawExperiment(),
              new DivisorExperiment(),
              new ClippedMeanExperiment(),
              new EquivalenceExperiment(),
              new ValidityMapExperiment(),
              new LevelExperiment(),
              new InversionExperiment(),
              new SechSlopeExperiment(),
              new DiscretisationExperiment(),
              new LimitsExperiment(),
              new HeavyTailExperiment(),
              new IntegratedNoiseExperiment(),
              new OrthantExperiment(),
              new JacobianPrecisionExperiment(),
              new SvmExperiment(),
              new DistillationExperiment(),
              new DictionaryExperiment(),
              new SoftSpheresExperiment(),
              new TuningExperiment(),
              new PdeErrorExperiment(),
              new PdeResolutionExperiment(),
              new JointLearningExperiment(),
              new LearningStudyExperiment(),
              new UncertaintyExperiment(),
              new ScalingExperiment(),
              new MethodTableExperiment(),
              new ScalingTableExperiment(),
              new LaplaceRoutesExperiment(),
              new InverterSurveyExperiment(),
              new VariableVelocityExperiment(),
              new DiffusionExperiment(),
              new CompetitionExperiment(),
              new DisplacementExperiment(),
              new BtexExperiment(),
              new FitSpeedExperiment(),
              new MoleculesExperiment(),
              new BenchmarkColumnExperiment(),
              new BreakthroughExperiment(),
              new VanDeemterExperiment(),
              new AlkanesExperiment(),
              new GoldsteinExperiment()));

  private final Map<String, Experiment> byId;

  private ExperimentRegistry(Map<String, Experiment> byId) {
    this.byId = byId;
  }

  /**
   * The experiments of the library. A new experiment is one more element of this list.
   *
   * @return the registry
   */
  public static ExperimentRegistry standard() {
    return STANDARD;
  }

  /**
   * A registry of given experiments.
   *
   * @param experiments the experiments
   * @return the registry
   * @throws IllegalArgumentException if two have the same id, or an id has characters other than
   *     lower-case letters, digits and hyphens
   */
  public static ExperimentRegistry of(List<? extends Experiment> experiments) {
    Map<String, Experiment> byId = new LinkedHashMap<>();
    for (Experiment experiment : experiments) {
      String id = experiment.id();
      if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
        throw new IllegalArgumentException(
            "experiment id '" + id + "': allowed are lower-case words joined by hyphens");
      }
      if (byId.put(id, experiment) != null) {
        throw new IllegalArgumentException("two experiments have the id '" + id + "'");
      }
    }
    return new ExperimentRegistry(byId);
  }

  /**
   * Every experiment.
   *
   * @return the experiments in order
   */
  public List<Experiment> all() {
    return List.copyOf(byId.values());
  }

  /**
   * The experiments of given ids.
   *
   * @param ids the ids asked for
   * @return the experiments in the order of the ids, each once
   * @throws IllegalArgumentException if an id is unknown; the message names the ids there are
   */
  public List<Experiment> select(List<String> ids) {
    List<Experiment> selected = new ArrayList<>();
    for (String id : ids.stream().distinct().toList()) {
      Experiment experiment = byId.get(id);
      if (experiment == null) {
        throw new IllegalArgumentException(
            "unknown experiment '" + id + "': allowed are " + String.join(", ", byId.keySet()));
      }
      selected.add(experiment);
    }
    return List.copyOf(selected);
  }
}
