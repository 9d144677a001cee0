"""Forecasts of statsforecast and mlforecast + LightGBM for one task; see peers.ts for the files."""
import json, sys, time, warnings
import numpy as np, pandas as pd
warnings.filterwarnings("ignore")
from scipy.stats import norm
from statsforecast import StatsForecast
from statsforecast.models import (ADIDA, IMAPA, TSB, AutoARIMA, AutoETS, CrostonSBA, DynamicOptimizedTheta,
                                  MSTL, SeasonalNaive, AutoTheta)

task = json.load(open(sys.argv[1]))
season, horizon, levels = task["season"], task["horizon"], task["levels"]
kind, names, sums = task["kind"], task["regressors"], task["sums"]
series = task["series"]
frames, futures = [], []
for s in series:
    y = pd.Series(s["y"], dtype=float).interpolate(limit_direction="both").to_numpy()
    frame = pd.DataFrame({"unique_id": s["id"], "ds": np.arange(len(y)), "y": y})
    future = pd.DataFrame({"unique_id": s["id"], "ds": np.arange(len(y), len(y) + horizon)})
    for name, column in zip(names, s["x"]):
        filled = pd.Series(column, dtype=float).ffill().bfill().fillna(0).to_numpy()
        filled = np.concatenate([filled, np.full(max(0, len(y) + horizon - len(filled)), filled[-1])])
        frame[name], future[name] = filled[:len(y)], filled[len(y):len(y) + horizon]
    frames.append(frame)
    futures.append(future)
data, ahead = pd.concat(frames), pd.concat(futures)
order = [s["id"] for s in series]
answers = {}
non_negative = all(v is None or v >= 0 for s in series for v in s["y"])

def deviation(frame, column, name):
    """Standard deviation from the 80 % band where there is one, else from seasonal differences."""
    if f"{name}-hi-80" in frame:
        return ((frame[f"{name}-hi-80"] - frame[f"{name}-lo-80"]) / (2 * norm.ppf(0.9))).to_numpy().reshape(len(order), horizon)
    lag = 1
    spread = np.array([np.nanstd(np.array([v for v in s["y"] if v is not None], dtype=float)) for s in series])
    return np.repeat(spread[:, None], horizon, axis=1)

def record(label, mean, sd, seconds):
    mean = np.nan_to_num(mean, nan=0.0, posinf=0.0, neginf=0.0)
    if non_negative:
        mean = np.maximum(mean, 0)
    sd = np.nan_to_num(sd, nan=0.0, posinf=0.0)
    quantiles = np.stack([mean + sd * norm.ppf(l) for l in levels], axis=1)
    total = np.stack([np.stack([mean[:, :k].sum(1) + np.sqrt((sd[:, :k] ** 2).sum(1)) * norm.ppf(l) for l in levels], axis=1)
                      for k in sums], axis=1) if sums else np.zeros((len(order), 0, 0))
    if non_negative:
        quantiles, total = np.maximum(quantiles, 0), np.maximum(total, 0)
    answers[label] = {"seconds": seconds, "mean": mean.tolist(), "quantiles": quantiles.tolist(), "sums": total.tolist()}

def run(model, label, with_drivers=False):
    started = time.time()
    columns = ["unique_id", "ds", "y"] + (names if with_drivers else [])
    sf = StatsForecast(models=[model], freq=1, n_jobs=2, fallback_model=SeasonalNaive(season))
    extra = {"X_df": ahead} if with_drivers and names else {}
    band = {} if isinstance(model, (ADIDA, IMAPA, CrostonSBA, TSB)) else {"level": [80]}
    result = sf.forecast(df=data[columns], h=horizon, **band, **extra)
    result = result.reset_index() if "unique_id" not in result else result
    result["unique_id"] = pd.Categorical(result["unique_id"], categories=order, ordered=True)
    result = result.sort_values(["unique_id", "ds"])
    name = repr(model)
    record(label, result[name].to_numpy().reshape(len(order), horizon), deviation(result, None, name), time.time() - started)

candidates = [("statsforecast SeasonalNaive", SeasonalNaive(season)), ("statsforecast DynamicOptimizedTheta", DynamicOptimizedTheta(season))]
if season <= 24:
    candidates.append(("statsforecast AutoETS", AutoETS(season_length=season)))
else:
    candidates.append(("statsforecast AutoETS (no season)", AutoETS(season_length=1)))
if kind.startswith("m3"):
    candidates.append(("statsforecast AutoTheta", AutoTheta(season_length=season)))
if season >= 7 and not kind.startswith("carparts") and not kind.startswith("m3"):
    candidates.append(("statsforecast MSTL", MSTL(season_length=[season])))
if kind.startswith("carparts") or kind == "online-retail":
    candidates += [("statsforecast ADIDA", ADIDA()), ("statsforecast IMAPA", IMAPA()), ("statsforecast CrostonSBA", CrostonSBA()),
                   ("statsforecast TSB(.2,.2)", TSB(0.2, 0.2))]
for label, model in candidates:
    try:
        run(model, label)
    except Exception as error:
        print(label, error, file=sys.stderr)
if kind in ("orange-juice", "kiel-bakery"):
    try:
        run(AutoARIMA(season_length=1 if season > 24 else season, max_p=3, max_q=3, approximation=True), "statsforecast AutoARIMA + drivers", True)
    except Exception as error:
        print("AutoARIMA", error, file=sys.stderr)
own = [a for label, a in answers.items() if "SeasonalNaive" not in label]
if len(own) > 1:
    mean = np.mean([a["mean"] for a in own], axis=0)
    sd = np.mean([(np.array(a["quantiles"])[:, levels.index(0.9)] - np.array(a["mean"])) / norm.ppf(0.9) for a in own], axis=0)
    record("statsforecast ensemble (mean)", mean, sd, sum(a["seconds"] for a in own))

def lightgbm():
    import lightgbm as lgb
    from mlforecast import MLForecast
    from mlforecast.target_transforms import LocalStandardScaler
    def phase(times):
        return times % season
    started = time.time()
    shortest = min(len(s["y"]) for s in series)
    lags = [l for l in (1, 2, 3, 4, 7, 8, 12, 14, 28, 52) if l < shortest - horizon - 3] or [1]
    if season > 1 and season not in lags and season < shortest - horizon - 3:
        lags.append(season)
    forecaster = MLForecast(models={"gbm": lgb.LGBMRegressor(n_estimators=200, learning_rate=0.05, num_leaves=31, verbosity=-1, n_jobs=2)},
                            freq=1, lags=lags, target_transforms=[LocalStandardScaler()],
                            date_features=[phase] if season > 1 else None)
    forecaster.fit(data[["unique_id", "ds", "y"] + names], static_features=[])
    result = forecaster.predict(horizon, X_df=ahead if names else None)
    result["unique_id"] = pd.Categorical(result["unique_id"], categories=order, ordered=True)
    result = result.sort_values(["unique_id", "ds"])
    mean = result["gbm"].to_numpy().reshape(len(order), horizon)
    record("mlforecast LightGBM", mean, deviation(result, None, "gbm"), time.time() - started)

try:
    lightgbm()
except Exception as error:
    answers.pop("mlforecast LightGBM", None)
    failed = f"mlforecast LightGBM: {error}"
    open(sys.argv[2] + ".failed", "a").write(failed + "\n")
json.dump(answers, open(sys.argv[2], "w"))
