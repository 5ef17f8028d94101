package dev.hadamard.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The arrows between packages, as {@code docs/architecture.md} draws them. */
class ArchitectureTest {
  private static final String ROOT = "dev.hadamard.";

  /** From top to bottom: a package may use those below it. */
  private static final List<String> APPLICATION = List.of("reproduce", "laws");

  /** Methods never use each other. */
  private static final List<String> METHODS =
      List.of("interpolant", "implicit", "gp", "excursion", "chromatography", "policy", "privacy");

  /** From top to bottom: a package may use those below it. */
  private static final List<String> NUMERICS =
      List.of("nn", "optim", "autodiff", "ode", "sde", "laplace", "quadrature", "linalg", "random");

  /** Functions whose bits depend on the processor: our own kernels replace them. */
  private static final Set<String> UNREPRODUCIBLE =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot", "sin", "cos", "tan",
          "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.hadamard");

  @Test
  void arrowsPointDownwards() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass from : classes) {
      from.getDirectDependenciesFromSelf()
          .forEach(
              dependency -> {
                String source = area(from);
                String target = area(dependency.getTargetClass());
                if (target != null && source != null && !allowed(source, target)) {
                  wrong.add(source + " uses " + target + ": " + dependency.getDescription());
                }
              });
    }
    assertEquals(List.of(), new ArrayList<>(wrong));
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> unknown = new TreeSet<>();
    for (JavaClass type : classes) {
      String area = area(type);
      if (area != null
          && !area.equals("kernel")
          && !APPLICATION.contains(area)
          && !METHODS.contains(area)
          && !NUMERICS.contains(area)) {
        unknown.add(area);
      }
    }
    assertEquals(Set.of(), unknown);
  }

  private static String area(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(ROOT)) {
      return null;
    }
    String rest = name.substring(ROOT.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  private static boolean allowed(String source, String target) {
    if (source.equals(target) || target.equals("kernel") || source.equals("reproduce")) {
      return true;
    }
    if (METHODS.contains(source)) {
      return NUMERICS.contains(target);
    }
    if (NUMERICS.contains(source)) {
      return NUMERICS.indexOf(target) > NUMERICS.indexOf(source);
    }
    return source.equals("laws") && !target.equals("reproduce");
  }

  @Test
  void onlyTheKernelsTouchTheVectorModule() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.hadamard.kernel..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(classes);
  }

  @Test
  void optionalLibrariesStayInTheApplication() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.hadamard.reproduce..", "dev.hadamard.laws..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "picocli..",
            "com.fasterxml..",
            "com.samskivert..",
            "me.tongfei..",
            "org.apache.commons.csv..",
            "java.awt..",
            "net.jqwik..")
        .check(classes);
  }

  @Test
  void publicResultsAvoidFunctionsThatDifferBetweenProcessors() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.hadamard.reproduce..")
        .should()
        .accessTargetWhere(
            new DescribedPredicate<JavaAccess<?>>("is an intrinsic of java.lang.Math") {
              @Override
              public boolean test(JavaAccess<?> access) {
                return access.getTargetOwner().getName().equals("java.lang.Math")
                    && UNREPRODUCIBLE.contains(access.getTarget().getName());
              }
            })
        .check(classes);
  }
}
